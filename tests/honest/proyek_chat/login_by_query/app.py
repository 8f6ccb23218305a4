import itertools
import uuid
from datetime import datetime

from flask import Flask, redirect, render_template, request, session
from flask_socketio import SocketIO, emit, join_room, rooms

app = Flask(__name__)
app.secret_key = uuid.uuid4().hex
socketio = SocketIO(app, ping_interval=5, ping_timeout=3)
numbers = itertools.count(1)


@app.route("/")
def index():
    return render_template("masuk.html")


@app.route("/masuk")
def masuk():
    nama = request.args.get("username", "").strip()[:20]
    if not nama:
        return redirect("/")
    session["nama"] = nama
    return redirect("/chat", 307)


@app.route("/chat")
def chat():
    if "nama" not in session:
        return render_template("masuk.html", pesan="Silakan login dulu."), 401
    return render_template("obrolan.html", nama=session["nama"])


@socketio.on("join")
def join():
    join_room("ruang_chat_utama")
    emit("status", "%s telah bergabung." % session["nama"], to="ruang_chat_utama")


@socketio.on("message")
def message(isi):
    if "ruang_chat_utama" not in rooms():
        return False
    emit("response", {
        "id": next(numbers),
        "waktu": datetime.now().isoformat(),
        "username": session["nama"],
        "msg": {"teks": isi},
    }, to="ruang_chat_utama")
    return True


@socketio.on("disconnect")
def disconnect(reason):
    socketio.emit("status", "%s telah keluar." % session["nama"], to="ruang_chat_utama")


if __name__ == "__main__":
    socketio.run(app, port=5000)
