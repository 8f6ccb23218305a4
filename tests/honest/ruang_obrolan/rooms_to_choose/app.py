from flask import Flask, abort, render_template, request
from flask_socketio import SocketIO, disconnect, emit, join_room, leave_room

ROOMS = ["Lobi", "Python", "Jaringan"]
app = Flask(__name__)
socketio = SocketIO(app, async_mode="threading")
people = []


@app.route("/")
def index():
    return render_template("index.html", rooms=ROOMS)


@app.route("/chat")
def chat():
    if request.args.get("room") not in ROOMS:
        abort(400, "Ruang itu tidak ada.")
    return render_template("chat.html", me=request.args)


def broadcast_users(room):
    listed = [{"id": number, "name": person["username"]} for number, person in enumerate(people)
              if person["room"] == room]
    emit("users", {"users": listed}, to=room)


def find():
    return next((person for person in people if person["sid"] == request.sid), None)


@socketio.on("joined")
def joined(data):
    if data["room"] not in ROOMS:
        disconnect()
        return
    people.append({"sid": request.sid, **data})
    join_room(data["room"])
    emit("status", {"msg": f"{data['username']} has entered the room."}, to=data["room"],
         include_self=False)
    broadcast_users(data["room"])


@socketio.on("send_message")
def send_message(data):
    person = find()
    if person is None:
        disconnect()
        return
    emit("receive_message", {"username": person["username"], "message": data["message"]},
         to=person["room"], include_self=False)


@socketio.on("left")
def left(data):
    if person := find():
        people.remove(person)
        leave_room(person["room"])
        emit("status", {"msg": f"{person['username']} has left the room."}, to=person["room"])
        broadcast_users(person["room"])


socketio.on_event("disconnect", left)

if __name__ == "__main__":
    socketio.run(app)
