import time

from flask import Flask, redirect, render_template, request, session, url_for
from flask_socketio import SocketIO, emit, join_room

app = Flask(__name__)
app.secret_key = "x" * 32
socketio = SocketIO(app)
names = {}
ROOM = "ruang_chat_utama"


@app.route("/", methods=["GET", "POST"])
def login():
    if request.method == "POST":
        session["username"] = request.form["username"]
        return redirect(url_for("chat"))
    return render_template("login.html")


@app.route("/chat")
def chat():
    if "username" not in session:
        return redirect(url_for("login"))
    return render_template("chat.html", username=session["username"])


@socketio.on("connect")
def connect(auth=None):
    names[request.sid] = session.get("username", "Tamu")


@socketio.on("join")
def join(*data):
    time.sleep(0.1)
    join_room(ROOM)
    emit("status", {"msg": names[request.sid] + " telah bergabung."}, to=ROOM)


@socketio.on("message")
def message(data):
    emit("typing", {"username": names[request.sid]}, to=ROOM)
    socketio.sleep(0.2)
    emit("response", {"username": names[request.sid], "msg": data["msg"]}, to=ROOM)


@socketio.on("disconnect")
def disconnect():
    time.sleep(0.1)
    emit("status", {"msg": names.pop(request.sid) + " telah keluar."}, to=ROOM)


if __name__ == "__main__":
    socketio.run(app, host="0.0.0.0", port=5000, allow_unsafe_werkzeug=True)
