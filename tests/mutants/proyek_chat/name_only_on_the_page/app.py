from flask import Flask, render_template, request, redirect, url_for, session
from flask_socketio import SocketIO, join_room, leave_room, emit

app = Flask(__name__)
app.config['SECRET_KEY'] = 'kunci_rahasia'
socketio = SocketIO(app)

ROOM = 'ruang_chat_utama'


@app.route('/', methods=['GET', 'POST'])
def index():
    if request.method == 'POST':
        return render_template('chat.html', username=request.form['username'])
    return render_template('index.html')


@app.route('/chat')
def chat():
    username = session.get('username')
    if not username:
        return redirect(url_for('index'))
    return render_template('chat.html', username=username)


@socketio.on('join')
def handle_join():
    username = session.get('username')
    join_room(ROOM)
    emit('status', {'msg': f'{username} telah bergabung.'}, room=ROOM)


@socketio.on('message')
def handle_message(msg):
    emit('response', {'username': session.get('username'), 'msg': msg}, room=ROOM)


@socketio.on('disconnect')
def handle_disconnect():
    username = session.get('username')
    leave_room(ROOM)
    emit('status', {'msg': f'{username} telah keluar.'}, room=ROOM)


if __name__ == '__main__':
    socketio.run(app)
