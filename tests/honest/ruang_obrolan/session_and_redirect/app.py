import secrets

from flask import Flask, redirect, render_template, request, session, url_for
from flask_socketio import SocketIO, emit, join_room, leave_room

app = Flask(__name__)
app.secret_key = secrets.token_bytes(32)
socketio = SocketIO(app)
inside = {}


@app.route("/", methods=["GET", "POST"])
def index():
    if request.method == "POST":
        session["nama"] = request.form["username"]
        session["ruang"] = request.form["room"]
        return redirect(url_for("chat"))
    return render_template("index.html")


@app.route("/chat")
def chat():
    if "nama" not in session:
        return redirect("/")
    return render_template("chat.html", username=session["nama"], room=session["ruang"])


def tell(room):
    present = {nama for nama, ruang in inside.values() if ruang == room}
    socketio.emit("users", {"users": list(present)}, to=room)


@socketio.on("joined")
def joined(_):
    nama, ruang = session["nama"], session["ruang"]
    join_room(ruang)
    inside[request.sid] = nama, ruang
    socketio.emit("status", {"msg": f"» {nama} baru saja masuk ke ruang ini"}, to=ruang)
    tell(ruang)


@socketio.on("send_message")
def send_message(data):
    if request.sid not in inside:
        emit("galat", "Masuk dulu, ya")
        return
    nama, ruang = inside[request.sid]
    socketio.emit("receive_message", dict(username=nama, message=data["message"]), to=ruang)


@socketio.on("left")
def left(_):
    pergi()


@socketio.on("disconnect")
def terputus(reason):
    pergi()


def pergi():
    if request.sid in inside:
        nama, ruang = inside.pop(request.sid)
        leave_room(ruang)
        socketio.emit("status", {"msg": f"« {nama} sudah meninggalkan ruang ini"}, to=ruang)
        tell(ruang)


if __name__ == "__main__":
    socketio.run(app, host="0.0.0.0", port=5000, allow_unsafe_werkzeug=True)
