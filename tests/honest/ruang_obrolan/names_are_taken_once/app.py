import threading

from flask import Flask, flash, redirect, render_template, request
from flask_socketio import SocketIO, disconnect, emit, join_room, leave_room

app = Flask(__name__)
app.secret_key = "untuk flash saja"
socketio = SocketIO(app)
lock = threading.RLock()
names = {}
rooms = {}


@app.route("/")
def index():
    return render_template("index.html")


@app.route("/chat", methods=["GET", "POST"])
def chat():
    username, room = request.form.get("username", ""), request.form.get("room", "")
    if not username.isalnum() or not room.isalnum():
        flash("Nama dan ruang terdiri dari huruf dan angka.")
        return redirect("/")
    return render_template("chat.html", username=username, room=room)


def users_of(room):
    return [names[sid] for sid in names if rooms[sid] == room]


@socketio.on("joined")
def joined(data):
    with lock:
        if data["username"] in users_of(data["room"]):
            emit("error_message", {"msg": "Nama itu sedang dipakai."})
            return
        names[request.sid], rooms[request.sid] = data["username"], data["room"]
        join_room(data["room"])
        emit("status", {"msg": f"*** {data['username']} has entered the room ***"}, to=data["room"])
        emit("users", {"users": users_of(data["room"])}, to=data["room"])


@socketio.on("send_message")
def send_message(data):
    if request.sid not in names or data["username"] != names[request.sid]:
        emit("error_message", {"msg": "Itu bukan Anda."})
        return
    emit("receive_message", data, to=rooms[request.sid])


@socketio.on("left")
def left(data):
    disconnect()


@socketio.on("disconnect")
def gone():
    with lock:
        if request.sid not in names:
            return
        name, room = names.pop(request.sid), rooms.pop(request.sid)
        leave_room(room)
        emit("status", {"msg": f"*** {name} has left the room ***"}, to=room)
        emit("users", {"users": users_of(room)}, to=room)


if __name__ == "__main__":
    socketio.run(app, debug=True, use_reloader=False)
