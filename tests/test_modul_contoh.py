"""The graded checks of modul_contoh: many clients, one thread each."""

import pytest


@pytest.mark.points(10, advice="Kirim NICK begitu klien diterima, lalu tampilkan nama jawabannya.")
def test_server_asks_nick(room):
    """Server mengirim NICK, lalu menampilkan nama jawabannya"""
    ani = room.connect("Ani")
    ani.hears("NICK")
    room.enter(ani)
    room.screen.shows(ani.name)


@pytest.mark.points(14, advice="Apakah broadcast() mengirim ke semua socket di clients?")
def test_server_broadcasts(room):
    """Satu baris sampai ke semua klien lain, tepat satu kali"""
    ani, budi, citra = room.join("Ani", "Budi", "Citra")
    line = ani.says("halo semua")
    budi.hears(line)
    last = ani.says("sampai jumpa")
    budi.hears_once(line, before=last)
    citra.hears_once(line, before=last)


@pytest.mark.points(3, advice="Siarkan ke semua klien, termasuk yang mengirim.")
def test_server_echoes_sender(room):
    """Pengirim juga menerima barisnya sendiri, tepat satu kali"""
    [ani] = room.join("Ani")
    line = ani.says("halo")
    ani.hears(line)
    last = ani.says("masih di sini")
    ani.hears_once(line, before=last)


@pytest.mark.points(8, advice='Siarkan "<nama> Bergabung!" sesudah nama diterima.')
def test_server_announces_join(room):
    """Yang sudah hadir diberi tahu "<nama> Bergabung\""""
    ani, budi = room.join("Ani", "Budi")
    ani.hears_joined(budi.name)


@pytest.mark.points(
    8, advice='recv yang memberi b"" berarti klien pergi: siarkan "<nama> keluar!".'
)
def test_server_announces_leave(room):
    """Yang masih ada diberi tahu "<nama> keluar" ketika klien pergi"""
    ani, budi, citra = room.join("Ani", "Budi", "Citra")
    ani.leave()
    budi.hears_left(ani.name)
    citra.hears_left(ani.name)


@pytest.mark.points(10, advice="Tangkap OSError di sekitar recv dan di sekitar setiap sendall.")
def test_server_survives_reset(room):
    """Klien yang terputus mendadak tidak mengganggu obrolan yang lain"""
    ani, budi, citra = room.join("Ani", "Budi", "Citra")
    ani.reset()
    budi.hears_left(ani.name)
    citra.hears_left(ani.name)
    line = budi.says("kita lanjut")
    citra.hears(line)
    last = budi.says("masih lancar")
    citra.hears_once(line, before=last)


@pytest.mark.points(
    6, advice="Hapus klien yang pergi dari clients dan nicknames, dengan indeks yang sama."
)
def test_server_forgets_leaver(room):
    """Yang sudah pergi dilupakan: tidak dikirimi lagi, dan namanya boleh dipakai lagi"""
    ani, budi, citra = room.join("Ani", "Budi", "Citra")
    ani.stop_talking()
    citra.hears_left(ani.name)
    line = budi.says("Ani sudah pergi")
    citra.hears(line)
    ani.was_forgotten(line)
    again = room.returns(ani)
    citra.hears_joined(ani.name)
    budi.leave()
    citra.hears_left(budi.name)
    again.hears_left(budi.name)


@pytest.mark.points(6, advice="Tanyakan NICK di thread milik klien, bukan di loop accept().")
def test_server_silent_client(room):
    """Klien yang tidak menjawab NICK tidak menahan klien lain"""
    room.connect("Diam")
    ani, budi = room.join("Ani", "Budi")
    line = ani.says("ada yang diam")
    budi.hears(line)


@pytest.mark.points(
    10, advice="Pakai sendall, satu thread tiap klien, dan satu lock untuk daftarnya."
)
def test_server_many_at_once(room):
    """20 klien bergabung dan bicara bersamaan: tidak ada baris yang hilang atau ganda"""
    crowd = room.crowd(20)
    lines = room.everyone_says("halo")
    room.everyone_hears(lines)
    last = crowd[0].says("sudah semua")
    room.everyone_heard_once(lines, before=last)


@pytest.mark.points(
    8, advice='Satu recv bukan satu pesan: kumpulkan sampai "\\n", misalnya dengan makefile().'
)
def test_server_keeps_lines_whole(room):
    """Baris yang terpotong atau lengket di jalan tetap sampai sebagai baris utuh"""
    ani, budi, citra = room.join("Ani", "Budi", "Citra")
    line = ani.line("baris yang terpotong")
    with ani.cut(line):
        room.settles()
        between = budi.says("menyela")
        citra.hears(between)
    citra.hears_whole_line(line)
    first, second = ani.says_glued("satu", "dua")
    citra.hears_whole_line(first)
    citra.hears_whole_line(second)


@pytest.mark.points(
    4, advice="Pakai UTF-8 di mana-mana, dan decode satu baris utuh, bukan potongan."
)
def test_server_unicode(room):
    """Huruf di luar ASCII sampai tanpa berubah"""
    ani, budi = room.join("Ani", "Budi")
    budi.hears_unchanged(ani.says_beyond_ascii())
    if ani.speaks_lines:
        line = ani.line_beyond_ascii()
        with ani.cut_inside_a_letter(line):
            room.settles()
        budi.hears_unchanged(line)


@pytest.mark.points(5, advice="Kalau yang diterima NICK, kirim nama; jangan tampilkan NICK itu.")
def test_client_answers_nick(visit):
    """Klien menjawab NICK dengan nama yang diketik, dan NICK tidak tampil"""
    host = visit.introduces()
    host.hears(visit.name)
    line = visit.says("selamat datang")
    visit.screen.never_shows("NICK", before=line)


@pytest.mark.points(4, advice='Kirim f"{nickname}: {text}", diakhiri "\\n".')
def test_client_sends(visit):
    """Yang diketik terkirim sebagai "<nama>: <teks>\""""
    host = visit.introduces()
    text = visit.types("halo semua")
    host.hears(f"{visit.name}: {text}")


@pytest.mark.points(4, advice="Tampilkan setiap baris dengan print(), satu per satu.")
def test_client_shows(visit):
    """Baris yang diterima tampil di layar, juga dua baris yang datang sekaligus"""
    visit.introduces()
    line = visit.says("selamat datang")
    visit.screen.shows(line)
    first, second = visit.says_glued("satu", "dua")
    visit.screen.shows_on_lines_of_their_own(first, second)
