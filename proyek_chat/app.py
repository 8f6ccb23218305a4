"""Obrolan umum dengan login: session mengingat siapa yang ada di balik sebuah peramban."""

import os
import secrets
import threading

from flask import Flask, redirect, render_template, request, session, url_for
from flask_socketio import ConnectionRefusedError, SocketIO, emit, join_room
from incoming import LIMITS, Refused, read
from presence import Presence

HOST = "127.0.0.1"  # "0.0.0.0": perangkat lain di jaringan ini juga boleh masuk
PORT = 5000
ROOM = "ruang_chat_utama"
MOST_CONNECTIONS = 600
REDIS_URL = os.environ.get("REDIS_URL")  # hanya kalau beberapa proses melayani satu obrolan

app = Flask(__name__)
app.secret_key = os.environ.get("SECRET_KEY") or secrets.token_hex()
app.config["SESSION_COOKIE_SAMESITE"] = "Lax"  # situs lain tidak bisa login atas nama Anda
socketio = SocketIO(
    app,
    async_mode="threading",
    async_handlers=False,  # kiriman dari satu klien dikerjakan berurutan
    max_http_buffer_size=2_000_000,  # byte; kiriman yang lebih besar memutus sambungannya
    message_queue=REDIS_URL,
    channel="proyek_chat",
)

presence = Presence()
connected = set()  # semua sid, juga yang belum bergabung
# RLock: emit yang mendapati sambungan mati langsung memanggil disconnect, di thread yang sama
lock = threading.RLock()


def tell_users(room):
    """Kirim daftar nama ke ruang itu; setiap proses mengirim ke kliennya sendiri."""
    socketio.emit("users", {"users": presence.users(room)}, to=room, ignore_queue=True)


def tell_left(username, room):
    socketio.emit("status", {"msg": f"{username} telah keluar."}, to=room)


@app.route("/", methods=["GET", "POST"])
def login():
    if request.method == "GET":
        return render_template("login.html", limits=LIMITS)
    try:
        username = read(request.form, "username")
    except Refused as reason:
        return render_template("login.html", limits=LIMITS, reason=reason), 400
    # TUGAS: ingat username di session, supaya halaman lain dan Socket.IO mengenalnya.
    # BEGIN SOLUTION
    session["username"] = username
    # END SOLUTION
    return redirect(url_for("chat"), code=303)


@app.route("/chat")
def chat():
    # TUGAS: yang belum login (tidak ada "username" di session) dikirim kembali ke login.
    # BEGIN SOLUTION
    if "username" not in session:
        return redirect(url_for("login"))
    # END SOLUTION
    return render_template("chat.html", limits=LIMITS, username=session.get("username", ""))


@app.route("/logout", methods=["POST"])
def logout():
    session.clear()
    return redirect(url_for("login"), code=303)


@socketio.on("connect")
def connect(auth):
    if "username" not in session:
        raise ConnectionRefusedError("Silakan login dulu.")
    with lock:
        if len(connected) >= MOST_CONNECTIONS:
            raise ConnectionRefusedError("Server penuh. Silakan coba lagi nanti.")
        connected.add(request.sid)


@socketio.on("join")
def join(data=None):
    with lock:
        if request.sid in presence.entered:
            raise Refused("Sambungan ini sudah bergabung.")
        # TUGAS: masukkan sambungan ini ke ROOM (join_room) dan catat (presence.enter,
        # dengan request.sid). Namanya dari session, bukan dari data. Kalau namanya baru,
        # kirim status {msg} "<nama> telah bergabung." ke ROOM. Lalu tell_users.
        # BEGIN SOLUTION
        username = session["username"]
        join_room(ROOM)
        if presence.enter(request.sid, username, ROOM):
            emit("status", {"msg": f"{username} telah bergabung."}, to=ROOM)
        tell_users(ROOM)
        # END SOLUTION


@socketio.on("message")
def message(data=None):
    text = read(data if isinstance(data, dict) else {"msg": data}, "msg")
    with lock:  # satu demi satu: urutan pesan sama di semua layar
        if request.sid not in presence.entered:
            raise Refused("Bergabunglah dulu, baru mengirim pesan.")
        # TUGAS: kirim response {username, msg} ke ROOM. Namanya dari
        # presence.entered[request.sid], bukan dari data: itu bisa dipalsukan.
        # BEGIN SOLUTION
        username, room = presence.entered[request.sid]
        emit("response", {"username": username, "msg": text}, to=room)
        # END SOLUTION


@socketio.on("disconnect")
def disconnect(reason):
    with lock:
        connected.discard(request.sid)
        if request.sid not in presence.entered:
            return
        # TUGAS: hapus sambungan ini (presence.leave). Kalau namanya tidak ada lagi di
        # ruangnya, tell_left. Lalu tell_users.
        # BEGIN SOLUTION
        username, room = presence.entered[request.sid]
        if presence.leave(request.sid):
            tell_left(username, room)
        tell_users(room)
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

    presence = RedisPresence(REDIS_URL, "proyek_chat")
    presence.watch(lock, tell_users, tell_left)

if __name__ == "__main__":
    print(f"Buka http://{HOST}:{PORT} di peramban. Ctrl-C menghentikan server.")
    # Werkzeug hanya untuk belajar, dan tanpa izin ini ia menolak berjalan di luar terminal
    socketio.run(app, host=HOST, port=PORT, allow_unsafe_werkzeug=True)
