"""Siapa ada di ruang mana, kalau beberapa proses melayani satu obrolan: dicatat di Redis."""

import json
import os
import secrets
import sys
import threading
import time

import redis

BEAT = 2  # detik antara dua tanda hidup sebuah proses
EXPIRES = 3 * BEAT  # detik: dua tanda yang terlambat belum berarti mati
PATIENCE = 5  # detik menunggu jawaban Redis


class RedisPresence:
    """Seperti Presence di app.py: enter, leave, users; dan entered berisi sambungan proses ini.

    Satu hash berisi semua sambungan, sid: [nama, ruang, sejak, proses]. Setiap perubahan adalah
    satu MULTI ... EXEC: mengubah, membaca, memberi tahu proses lain, tanpa ada yang menyela.
    """

    def __init__(self, url, name):
        if not os.environ.get("SECRET_KEY"):  # cookie dari satu proses dibaca proses lain
            sys.exit("Dengan REDIS_URL, isi juga SECRET_KEY: sama untuk semua proses.")
        self.redis = redis.Redis.from_url(
            url, decode_responses=True, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE
        )
        self.name = name  # awal semua nama di Redis: tiap aplikasi punya sendiri
        self.signals = f"{name}:kabar"  # salurannya; socketio memakai saluran sendiri
        self.worker = secrets.token_hex(8)
        self.entered = {}  # sid: (nama, ruang)
        try:
            self.show_life()
        except redis.RedisError as error:
            sys.exit(f"Redis di {url} tidak bisa dihubungi: {error}")

    def enter(self, sid, username, room):
        """Catat sambungan ini; jawab apakah namanya baru di ruang itu."""
        entry = json.dumps([username, room, time.time(), self.worker])
        with self.redis.pipeline() as at_once:
            at_once.hvals(self.name).hset(self.name, sid, entry)
            at_once.publish(self.signals, json.dumps([self.worker, room]))
            before = at_once.execute()[0]
        self.entered[sid] = username, room
        return username not in names(before, room)

    def leave(self, sid):
        """Hapus sambungan ini; jawab apakah namanya tidak ada lagi di ruangnya."""
        username, room = self.entered.pop(sid)
        return self.remove(sid, username, room)

    def remove(self, sid, username, room):
        with self.redis.pipeline() as at_once:
            at_once.hdel(self.name, sid).hvals(self.name)
            at_once.publish(self.signals, json.dumps([self.worker, room]))
            removed, after, _ = at_once.execute()
        return bool(removed) and username not in names(
            after, room
        )  # hanya satu proses menghapusnya

    def users(self, room):
        """Nama di ruang itu, dari semua proses; yang membuka dua tab disebut satu kali."""
        return names(self.redis.hvals(self.name), room)

    def watch(self, lock, tell_users, gone):
        """Mulai thread yang menjaga daftar tetap benar; keduanya dipanggil dengan lock.

        tell_users(room): daftar di ruang itu berubah. gone(username, room): orang itu hilang
        bersama prosesnya.
        """
        args = lock, tell_users, gone
        threading.Thread(target=self.keep_watching, args=args, daemon=True).start()

    def keep_watching(self, lock, tell_users, gone):
        while True:
            try:
                with self.redis.pubsub(ignore_subscribe_messages=True) as signals:
                    signals.subscribe(self.signals)
                    self.follow(signals, lock, tell_users, gone)
            except redis.RedisError as error:
                print(f"Redis: {error}. Dicoba lagi.", file=sys.stderr)
                time.sleep(BEAT)

    def follow(self, signals, lock, tell_users, gone):
        """Beri tanda hidup setiap BEAT detik; di antaranya dengarkan proses lain."""
        rooms = {room for _, room in list(self.entered.values())}  # kabar bisa terlewat tadi
        next_beat = 0
        while True:
            with lock:
                if time.monotonic() >= next_beat:
                    next_beat = time.monotonic() + BEAT
                    rooms |= self.beat(gone)
                for room in rooms:
                    tell_users(room)
            signal = signals.get_message(timeout=max(0, next_beat - time.monotonic()))
            worker, room = json.loads(signal["data"]) if signal else (self.worker, None)
            rooms = {room} if worker != self.worker else set()

    def show_life(self):
        self.redis.set(f"{self.name}:{self.worker}", "hidup", ex=EXPIRES)

    def beat(self, gone):
        """Samakan Redis dengan kenyataan; jawab ruang-ruang yang daftarnya berubah karenanya."""
        self.show_life()
        entries = {sid: json.loads(e) for sid, e in self.redis.hgetall(self.name).items()}
        workers = {worker for _, _, _, worker in entries.values()}
        alive = {worker for worker in workers if self.redis.exists(f"{self.name}:{worker}")}
        changed = set()
        for sid, (username, room, _, worker) in entries.items():
            forgotten = worker == self.worker and sid not in self.entered
            if forgotten or worker not in alive:  # prosesnya mati, atau Redis tadi tidak menjawab
                changed.add(room)
                if self.remove(sid, username, room):
                    gone(username, room)
        for sid, (username, room) in list(self.entered.items()):
            if sid not in entries:  # proses ini tadi dikira mati, misalnya laptopnya tidur
                changed.add(room)
                self.enter(sid, username, room)
        return changed


def names(entries, room):
    """Nama-nama di ruang itu, urut menurut datangnya, masing-masing satu kali."""
    known = sorted((json.loads(entry) for entry in entries), key=lambda entry: entry[2])
    return list(dict.fromkeys(username for username, place, _, _ in known if place == room))
