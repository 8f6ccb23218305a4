from flask import Flask, render_template, request
from flask_socketio import Namespace, SocketIO, emit, join_room, leave_room

app = Flask(__name__)
socketio = SocketIO(app)


@app.get("/")
def index():
    return render_template("index.html")


@app.post("/chat")
def chat():
    return render_template("chat.html", username=request.form["username"], room=request.form["room"])


class ChatNamespace(Namespace):
    def __init__(self, namespace):
        super().__init__(namespace)
        self.members = {}

    def tell_users(self, room):
        present = sorted({name for name, place in self.members.values() if place == room})
        emit("users", {"users": present}, to=room)

    def on_connect(self, auth):
        print("tersambung:", request.sid)

    def on_joined(self, data):
        name, room = data["username"], data["room"]
        self.members[request.sid] = name, room
        join_room(room)
        emit("status", {"msg": f"{name} has entered the room."}, to=room)
        self.tell_users(room)

    def on_send_message(self, data):
        if request.sid not in self.members:
            return {"error": "belum bergabung"}
        name, room = self.members[request.sid]
        emit("receive_message", {"username": name, "message": data["message"]}, to=room)
        return {"ok": True}

    def on_left(self, data):
        self.depart()

    def on_disconnect(self, reason):
        self.depart()

    def depart(self):
        if request.sid in self.members:
            name, room = self.members.pop(request.sid)
            leave_room(room)
            emit("status", {"msg": f"{name} has left the room."}, to=room)
            self.tell_users(room)


socketio.on_namespace(ChatNamespace("/chat"))

if __name__ == "__main__":
    socketio.run(app, port=5000)
