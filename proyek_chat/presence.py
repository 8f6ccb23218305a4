"""Siapa ada di ruang mana, kalau satu proses melayani semua orang."""


class Presence:
    """Ruang-ruang, dan siapa ada di sana lewat sambungan (sid) yang mana."""

    def __init__(self):
        self.entered = {}  # sid: (nama, ruang)

    def enter(self, sid, username, room):
        """Catat sambungan ini; jawab apakah namanya baru di ruang itu."""
        new = username not in self.users(room)
        self.entered[sid] = username, room
        return new

    def leave(self, sid):
        """Hapus sambungan ini; jawab apakah namanya tidak ada lagi di ruangnya."""
        username, room = self.entered.pop(sid)
        return username not in self.users(room)

    def users(self, room):
        """Nama-nama di ruang itu; yang membuka dua tab disebut satu kali."""
        return list(dict.fromkeys(name for name, place in self.entered.values() if place == room))
