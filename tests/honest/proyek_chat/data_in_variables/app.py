from collections import Counter

from flask import Flask, redirect, render_template, request, session
from flask_socketio import SocketIO, emit, join_room

app = Flask(__name__)
app.secret_key = "b8f3"
socketio = SocketIO(app, manage_session=True)
tabs = Counter()


@app.get("/")
def login():
    return render_template("login.html")


@app.post("/login")
def do_login():
    session["user"] = request.form.get("username", "").strip()
    return redirect("/chat" if session["user"] else "/")


@app.get("/chat")
def chat():
    return render_template("chat.html", name=session["user"]) if "user" in session else redirect("/")


@socketio.on("join")
def on_join(data):
    room = data["room"]
    session["room"] = room
    join_room(room)
    tabs[session["user"]] += 1
    if tabs[session["user"]] == 1:
        emit("status", {"msg": f"✨ {session['user']} telah bergabung"}, to=room, include_self=False)


@socketio.on("message")
def on_message(data):
    emit("response", {"username": session["user"], "msg": data["msg"]}, to=session["room"],
         include_self=False)


@socketio.on("disconnect")
def on_disconnect(reason):
    tabs[session["user"]] -= 1
    if tabs[session["user"]] == 0:
        emit("status", {"msg": f"👋 {session['user']} telah keluar"}, to=session["room"])


@socketio.on_error_default
def on_error(error):
    pass


if __name__ == "__main__":
    socketio.run(app, port=5000, use_reloader=True)
