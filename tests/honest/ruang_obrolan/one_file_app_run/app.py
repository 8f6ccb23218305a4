from flask import Flask, redirect, request
from flask_socketio import SocketIO, join_room, leave_room
from markupsafe import escape

app = Flask(__name__)
app.config["SECRET_KEY"] = "rahasia"
socketio = SocketIO(app)
rooms = {}  # room: {sid: name}


@app.route("/")
def home():
    return """<h1>Obrolan</h1><form action=/chat method=post>
        <input name=username><input name=room><button>JOIN CHAT</button></form>"""


@app.route("/chat", methods=["GET", "POST"])
def chat():
    if request.method == "GET":
        return redirect("/")
    name, room = escape(request.form["username"]), escape(request.form["room"])
    return f"""<script src=/static/socket.io.min.js></script>
        <h1>Welcome, <i id=me>{name}</i>!</h1><h2 id=room>{room}</h2>
        <ul id=users></ul><div id=messages></div>
        <input type=search id=text><input type=button id=send value=Send>
        <script>
        const me = {{username: document.getElementById("me").textContent,
                     room: document.getElementById("room").textContent}};
        const socket = io();
        const add = (where, text) => document.getElementById(where).appendChild(
            document.createElement("li")).textContent = text;
        socket.on("connect", () => socket.emit("joined", me));
        socket.on("status", ({{msg}}) => add("messages", msg));
        socket.on("receive_message", d => add("messages", d.username + " » " + d.message));
        socket.on("users", d => {{
            document.getElementById("users").innerHTML = "";
            d.users.forEach(name => add("users", name));
        }});
        document.getElementById("send").onclick = () => {{
            const text = document.getElementById("text");
            socket.emit("send_message", {{...me, message: text.value}}, () => text.value = "");
        }};
        </script>"""


def later(event, data, room):
    socketio.start_background_task(socketio.emit, event, data, to=room)


@socketio.on("joined")
def joined(data):
    room = data["room"]
    join_room(room)
    rooms.setdefault(room, {})[request.sid] = data["username"]
    later("status", {"msg": f"{data['username']} has entered the room."}, room)
    socketio.emit("users", {"users": list(rooms[room].values())}, to=room)
    return "ok", len(rooms[room])


@socketio.on("send_message")
def send_message(data):
    for room, people in rooms.items():
        if request.sid in people:
            message = {"username": people[request.sid], "message": data["message"]}
            later("receive_message", message, room)
            return "ok"
    return "siapa Anda?"


@socketio.on("left")
@socketio.on("disconnect")
def left(*_):
    for room, people in rooms.items():
        if request.sid in people:
            name = people.pop(request.sid)
            leave_room(room)
            later("status", {"msg": f"{name} has left the room."}, room)
            socketio.emit("users", {"users": list(people.values())}, to=room)


if __name__ == "__main__":
    app.run(port=5000)
