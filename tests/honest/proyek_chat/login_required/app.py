import functools
import os

from flask import Flask, redirect, render_template, request, session, url_for
from flask_socketio import SocketIO, disconnect, emit

app = Flask(__name__)
app.config.update(SECRET_KEY=os.urandom(24), SESSION_COOKIE_SAMESITE="Strict")
socketio = SocketIO(app, async_mode="threading", logger=True, engineio_logger=True)


def login_required(view):
    @functools.wraps(view)
    def wrapped(*args, **kwargs):
        if not session.get("username"):
            return redirect(url_for("login", next=request.path))
        return view(*args, **kwargs)

    return wrapped


@app.route("/", methods=["GET", "POST"])
@app.route("/login", methods=["GET", "POST"])
def login():
    if request.method == "POST":
        session.clear()
        session.permanent = True
        session["username"] = request.form["username"]
        return redirect(request.form.get("next") or url_for("chat"), code=303)
    return render_template("login.html", next=request.args.get("next", ""))


@app.route("/chat/")
@login_required
def chat():
    return render_template("chat.html")


@socketio.on("connect")
def connect():
    if not session.get("username"):
        return False


@socketio.event
def join(data=None):
    emit("status", {"msg": f"{session['username']} telah bergabung."}, broadcast=True)


@socketio.event
def message(data):
    text = data.get("msg") if isinstance(data, dict) else str(data)
    emit("response", {"username": session["username"], "msg": text}, broadcast=True)
    return {"status": "terkirim"}


@socketio.event
def disconnect(reason):
    emit("status", {"msg": f"{session['username']} telah keluar."}, broadcast=True)


if __name__ == "__main__":
    socketio.run(app, "127.0.0.1", 5000, log_output=False)
