"""Ruang obrolan di peramban: Flask memberi halaman, Socket.IO membawa pesan."""

import os
import secrets
import threading

from flask import Flask, redirect, render_template, request, session, url_for
from flask_socketio import ConnectionRefusedError, SocketIO, emit, join_room, leave_room
from incoming import LIMITS, Refused, read
from presence import Presence

HOST = "127.0.0.1"  # "0.0.0.0": perangkat lain di jaringan ini juga boleh masuk
PORT = 5000
MOST_CONNECTIONS = 600
REDIS_URL = os.environ.get("REDIS_URL")  # hanya kalau beberapa proses melayani satu obrolan

app = Flask(__name__)
app.secret_key = os.environ.get("SECRET_KEY") or secrets.token_hex()
socketio = SocketIO(
    app,
    async_mode="threading",
    async_handlers=False,  # kiriman dari satu klien dikerjakan berurutan
    max_http_buffer_size=2_000_000,  # byte; kiriman yang lebih besar memutus sambungannya
    message_queue=REDIS_URL,
    channel="ruang_obrolan",
)

presence = Presence()
connected = set()  # semua sid, juga yang belum bergabung
# RLock: emit yang mendapati sambungan mati langsung memanggil disconnect, di thread yang sama
lock = threading.RLock()


def tell_users(room):
    """Kirim daftar nama ke ruang itu; setiap proses mengirim ke kliennya sendiri."""
    socketio.emit("users", {"users": presence.users(room)}, to=room, ignore_queue=True)


def tell_left(username, room):
    socketio.emit("status", {"msg": f"{username} has left the room."}, to=room)


@app.route("/")
def index():
    return render_template("index.html", limits=LIMITS)


@app.route("/chat", methods=["GET", "POST"])
def chat():
    try:
        username, room = read(request.values, "username"), read(request.values, "room")
    except Refused as reason:
        return render_template("index.html", limits=LIMITS, reason=reason), 400
    if request.method == "POST":  # supaya memuat ulang tidak mengirim formulir lagi
        session.update(username=username, room=room)  # formulirnya ingat
        return redirect(url_for("chat", username=username, room=room), code=303)
    return render_template("chat.html", limits=LIMITS, username=username, room=room)


@socketio.on("connect")
def connect(auth):
    with lock:
        if len(connected) >= MOST_CONNECTIONS:
            raise ConnectionRefusedError("Server penuh. Silakan coba lagi nanti.")
        connected.add(request.sid)


@socketio.on("joined")
def joined(data=None):
    username, room = read(data, "username"), read(data, "room")
    with lock:
        if request.sid in presence.entered:
            raise Refused("Sambungan ini sudah bergabung.")
        # TUGAS: masukkan sambungan ini ke room (join_room) dan catat (presence.enter,
        # dengan request.sid). Kalau namanya baru di ruang itu, kirim status {msg}
        # "<nama> has entered the room." ke room itu saja. Lalu tell_users.
        # BEGIN SOLUTION
        join_room(room)
        if presence.enter(request.sid, username, room):
            emit("status", {"msg": f"{username} has entered the room."}, to=room)
        tell_users(room)
        # END SOLUTION


@socketio.on("send_message")
def send_message(data=None):
    text = read(data, "message")
    with lock:  # satu demi satu: urutan pesan sama di semua layar
        if request.sid not in presence.entered:
            raise Refused("Bergabunglah dulu, baru mengirim pesan.")
        # TUGAS: kirim receive_message {username, message} ke ruang sambungan ini. Nama dan
        # ruangnya dari presence.entered[request.sid], bukan dari data: itu bisa dipalsukan.
        # BEGIN SOLUTION
        username, room = presence.entered[request.sid]
        emit("receive_message", {"username": username, "message": text}, to=room)
        # END SOLUTION


@socketio.on("left")
def left(data=None):
    with lock:
        if request.sid not in presence.entered:
            return
        # TUGAS: kebalikan dari joined, dengan nama dan ruang dari presence.entered:
        # leave_room, lalu presence.leave. Kalau namanya tidak ada lagi di ruang itu,
        # tell_left. Lalu tell_users.
        # BEGIN SOLUTION
        username, room = presence.entered[request.sid]
        leave_room(room)
        if presence.leave(request.sid):
            tell_left(username, room)
        tell_users(room)
        # END SOLUTION


@socketio.on("disconnect")
def disconnect(reason):
    with lock:
        connected.discard(request.sid)
    # TUGAS: tab yang ditutup sama saja dengan pergi.
    # BEGIN SOLUTION
    left()
    # END SOLUTION


@socketio.on_error_default
def refuse(error):
    """Jawab kiriman yang ditolak; yang tidak terduga tampil di terminal, dan server jalan terus."""
    if not isinstance(error, Refused):
        app.logger.error("Kiriman %s gagal", request.event["message"], exc_info=error)
        error = "Kiriman itu tidak bisa dikerjakan."
    emit("error_message", {"msg": str(error)})


if REDIS_URL:
    from redis_presence import RedisPresence

    presence = RedisPresence(REDIS_URL, "ruang_obrolan")
    presence.watch(lock, tell_users, tell_left)

if __name__ == "__main__":
    print(f"Buka http://{HOST}:{PORT} di peramban. Ctrl-C menghentikan server.")
    # Werkzeug hanya untuk belajar, dan tanpa izin ini ia menolak berjalan di luar terminal
    socketio.run(app, host=HOST, port=PORT, allow_unsafe_werkzeug=True)
