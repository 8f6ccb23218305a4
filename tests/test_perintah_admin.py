"""The graded checks of exercises/perintah_admin: commands, and an admin who may do more."""

import pytest


@pytest.mark.points(20, advice="Susun jawaban /list dari nicknames, sambil memegang lock.")
def test_list_shows_everyone(moderated):
    """/list dijawab dengan semua yang online, dan hanya mereka"""
    ani, budi, citra, dewi = moderated.join("Ani", "Budi", "Citra", "Dewi")
    moderated.leaves(dewi)
    outside = moderated.waits_outside()
    order = moderated.gives(ani, "/list")
    order.is_answered(ani.name, budi.name, citra.name)
    last = ani.says("terima kasih")
    order.never_names(dewi.name, *outside, before=last)


@pytest.mark.points(10, advice="Jawab dengan client.sendall(...), bukan dengan broadcast(...).")
def test_list_is_private(moderated):
    """Jawaban /list hanya sampai ke yang bertanya"""
    ani, budi, citra = moderated.join("Ani", "Budi", "Citra")
    order = moderated.gives(ani, "/list")
    order.is_answered(budi.name, citra.name)
    last = ani.says("hanya saya yang tahu")
    order.stays_private(budi.name, citra.name, before=last)


@pytest.mark.points(
    25, advice="Kirim satu baris ke socket yang dikeluarkan, lalu shutdown(socket.SHUT_RDWR)."
)
def test_kick_removes(moderated):
    """/kick dari admin memberi tahu klien itu, lalu menutup sambungannya"""
    ani, budi = moderated.join("Ani", "Budi")
    admin = moderated.login()
    moderated.kicks(admin, budi).closes(budi)
    late = budi.says("saya masih di sini")
    moderated.settles()
    last = admin.says("kita lanjut")
    ani.never_hears(late, before=last)
    moderated.they_chat(ani, admin)


@pytest.mark.points(10, advice='Thread milik yang dikeluarkan sendiri menyiarkan "<nama> keluar!".')
def test_kick_is_announced(moderated):
    """Yang lain diberi tahu bahwa yang dikeluarkan sudah pergi, satu kali"""
    ani, budi, citra = moderated.join("Ani", "Budi", "Citra")
    admin = moderated.login()
    moderated.kicks(admin, budi)
    ani.hears_kicked(budi.name)
    citra.hears_kicked(budi.name)
    moderated.settles()
    last = admin.says("tenang lagi")
    ani.never_hears_left_twice(budi.name, before=last)
    citra.never_hears_left_twice(budi.name, before=last)


@pytest.mark.points(
    15, advice="Siapa yang bicara diketahui dari sambungannya, tidak pernah dari isi barisnya."
)
def test_kick_needs_admin(moderated):
    """Selain admin tidak ada yang bisa /kick, juga dengan berpura-pura"""
    ani, budi = moderated.join("Ani", "Budi")
    order = moderated.kicks(ani, budi)
    order.is_answered("admin")
    last = ani.says("saya tidak boleh")
    order.stays_private(before=last)
    moderated.they_chat(ani, budi)
    moderated.gives(ani, f"admin: /kick {budi.name}")
    moderated.settles()
    moderated.they_chat(ani, budi)
    moderated.impostor_kicks("Admin", budi)
    moderated.they_chat(ani, budi)


@pytest.mark.points(5, advice="Kalau nama itu tidak ada di nicknames, katakan itu kepada admin.")
def test_kick_unknown_name(moderated):
    """/kick dengan nama yang tidak ada dijawab, dan tidak terjadi apa-apa"""
    ani, budi = moderated.join("Ani", "Budi")
    admin = moderated.login()
    order = moderated.kicks_nobody(admin)
    order.is_answered()
    last = admin.says("ternyata tidak ada")
    order.stays_private(before=last)
    moderated.they_chat(ani, budi)


@pytest.mark.points(
    10, advice="Bandingkan seluruh password; kalau salah, kirim satu baris dan tutup sambungan."
)
def test_wrong_password(moderated):
    """Password yang salah ditolak: satu baris, sambungan ditutup, tidak ada yang bergabung"""
    ani, budi = moderated.join("Ani", "Budi")
    moderated.turns_away_wrong_ones()
    last = ani.says("siapa itu tadi")
    budi.never_hears_joined("admin", before=last)
    admin = moderated.login()
    moderated.they_chat(admin, ani)
    moderated.nobody_is_admin_where_no_password_is_set()


@pytest.mark.points(5, advice='Jawab PASS dengan getpass.getpass("Masukkan password: ").')
def test_client_asks_password(login):
    """Klien menjawab PASS dengan password yang diketik, tanpa menampilkannya"""
    login.is_asked()
    line = login.says("selamat datang")
    login.screen.never_shows(login.password, before=line)
