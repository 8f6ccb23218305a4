from flask import Flask, redirect, render_template, request, session, url_for
from flask_socketio import Namespace, SocketIO, emit, join_room
from markupsafe import escape


class Chat(Namespace):
    ROOM = "ruang_chat_utama"

    def on_connect(self):
        join_room(self.ROOM)
        self.say_status("masuk ke obrolan")

    def on_join(self, data=None):
        pass  # sudah dilakukan di on_connect

    def on_message(self, text):
        emit("response", {"username": escape(session["username"]), "msg": escape(text)}, room=self.ROOM)

    def on_disconnect(self, reason):
        self.say_status("meninggalkan obrolan")

    def say_status(self, verb):
        if "username" in session:
            emit("status", {"msg": f"{escape(session['username'])} {verb}"}, room=self.ROOM)


def create_app():
    app = Flask(__name__)
    app.secret_key = "dev"

    @app.route("/")
    def login():
        return render_template("login.html")

    @app.route("/chat", methods=["GET", "POST"])
    def chat():
        if request.method == "POST":
            session["username"] = request.form["username"]
        if "username" not in session:
            return redirect(url_for("login"))
        return render_template("chat.html", username=session["username"])

    return app


app = create_app()
socketio = SocketIO()
socketio.init_app(app)
socketio.on_namespace(Chat("/"))

if __name__ == "__main__":
    app.run(port=5000)
