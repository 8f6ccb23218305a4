from flask import Flask, render_template, request
from flask_socketio import SocketIO, emit, join_room, leave_room

app = Flask(__name__)
app.config['SECRET_KEY'] = 'secret!'
socketio = SocketIO(app, cors_allowed_origins="*")

users = {}   # sid -> {"username": ..., "room": ...}


def names(room):
    return [u['username'] for u in users.values() if u['room'] == room]


@app.route('/')
def index():
    return render_template('index.html')


@app.route('/chat', methods=['POST'])
def chat():
    username = request.form['username']
    room = request.form['room']
    return render_template('chat.html', username=username, room=room)


@socketio.on('joined')
def handle_join(data):
    username = data['username']
    room = data['room']
    join_room(room)
    users[request.sid] = {'username': username, 'room': room}
    emit('status', {'msg': username + ' has entered the room.'}, room=room)
    emit('users', {'users': names(room)})


@socketio.on('send_message')
def handle_message(data):
    user = users.get(request.sid)
    if user:
        emit('receive_message',
             {'username': user['username'], 'message': data['message']}, room=user['room'])


@socketio.on('left')
def handle_leave(data):
    remove(request.sid)


@socketio.on('disconnect')
def handle_disconnect():
    remove(request.sid)


def remove(sid):
    user = users.pop(sid, None)
    if user is None:
        return
    leave_room(user['room'])
    emit('status', {'msg': user['username'] + ' has left the room.'}, room=user['room'])
    emit('users', {'users': names(user['room'])}, room=user['room'])


if __name__ == '__main__':
    socketio.run(app)
