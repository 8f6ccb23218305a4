"""The graded checks of ruang_obrolan: chat rooms in the browser."""

import pytest


@pytest.mark.points(
    10, advice='Di templates: <form> dengan name="username", name="room", tombol Join Chat.'
)
def test_form(obrolan):
    """Halaman / punya formulir dengan username, room, dan tombol Join Chat"""
    ani = obrolan.visitor("Ani")
    ani.opens("/")
    ani.sees_form("username", "room")
    ani.sees_button("Join Chat")


@pytest.mark.points(
    10, advice='Formulir dikirim ke /chat, dan halamannya memuat "Welcome, {{ username }}!".'
)
def test_chat_page(obrolan):
    """Halaman chat menyapa "Welcome, <nama>!", dengan kotak ketik dan tombol Send"""
    ani = obrolan.visitor("Ani")
    ani.fills_in()
    ani.sees(f"Welcome, {ani.name}!")
    ani.sees_where_to_type()
    ani.sees_button("Send", "Kirim")


@pytest.mark.points(
    10,
    advice='Sesudah join_room(room): emit("status", {"msg": ...}, to=room), bukan ke satu klien.',
)
def test_entered(obrolan):
    """Yang ada di ruangan diberi tahu "<nama> has entered the room.\""""
    ani, budi = obrolan.join("Ani", "Budi")
    ani.hears_entered(budi)


@pytest.mark.points(
    20, advice="Kirim receive_message {username, message} ke semua di ruangan: emit(..., to=room)."
)
def test_message_to_room(obrolan):
    """Satu pesan sampai ke semua yang lain di ruangan, tepat satu kali"""
    ani, budi, citra = obrolan.join("Ani", "Budi", "Citra")
    text = ani.says("halo semua")
    budi.hears(ani, text)
    last = ani.says("sampai jumpa")
    budi.hears_once(ani, text, before=last)
    citra.hears_once(ani, text, before=last)
    if dewi := obrolan.looks_at_page("Dewi"):
        dewi.shows(budi.says("selamat datang"))
        dewi.is_heard_by(ani, "halo dari peramban")


@pytest.mark.points(
    15, advice="Kirim hanya ke ruangan pengirim: emit(..., to=room), bukan broadcast=True."
)
def test_other_room_hears_nothing(obrolan):
    """Yang ada di ruangan lain tidak mendengar apa-apa"""
    ani, budi = obrolan.join("Ani", "Budi")
    citra, dewi = obrolan.join_another_room("Citra", "Dewi")
    text = ani.says("hanya untuk ruangan ini")
    budi.hears(ani, text)
    [eko] = obrolan.join("Eko")
    last = dewi.says("di sini juga ada orang")
    citra.hears(dewi, last)
    citra.never_hears(text)
    citra.never_hears_entered(eko)


@pytest.mark.points(
    10, advice='Di handler "left": leave_room(room), lalu kirim status ke room, satu kali saja.'
)
def test_left(obrolan):
    """Yang pamit (left) diumumkan satu kali, dan tidak menerima pesan lagi"""
    ani, budi, citra = obrolan.join("Ani", "Budi", "Citra")
    ani.leaves()
    budi.hears_left(ani)
    text = budi.says("Ani sudah pergi")
    citra.hears(budi, text)
    ani.never_hears(text)
    ani.closes_the_tab()
    obrolan.comes_to_rest()
    budi.never_hears_left_again(ani)


@pytest.mark.points(
    5, advice='Tab yang ditutup memicu event "disconnect": pakai request.sid untuk tahu siapa.'
)
def test_closed_tab(obrolan):
    """Menutup tab sama dengan pergi: yang lain diberi tahu"""
    ani, budi, citra = obrolan.join("Ani", "Budi", "Citra")
    ani.closes_the_tab()
    budi.hears_left(ani)
    citra.hears_left(ani)


@pytest.mark.points(
    10, advice='Setiap kali berubah: emit("users", {"users": [...]}, to=room), satu daftar seruang.'
)
def test_user_list(obrolan):
    """Daftar pengguna selalu benar: datang, pergi, ruangan lain, dua tab, tab ditutup"""
    ani, budi = obrolan.join("Ani", "Budi")
    ani.sees_users(ani, budi)
    budi.sees_users(ani, budi)
    budi.leaves()
    ani.sees_users(ani)
    obrolan.join_another_room("Citra")
    obrolan.joins_again(ani).leaves()
    [dewi] = obrolan.join("Dewi")
    ani.sees_users(ani, dewi)
    dewi.closes_the_tab()
    ani.sees_users(ani)
    if eko := obrolan.looks_at_page("Eko"):
        fajar, gita = obrolan.join("Fajar", "Gita")
        eko.shows_users([ani.name, eko.name, fajar.name, gita.name])
        fajar.closes_the_tab()
        eko.shows_users([ani.name, eko.name, gita.name], without=fajar.name)


@pytest.mark.points(
    5, advice="Biarkan Jinja meng-escape ({{ nama }} tanpa |safe), dan pakai textContent di JS."
)
def test_no_html_injection(obrolan):
    """Nama, ruangan, dan pesan yang berisi HTML tampil sebagai teks biasa"""
    ani = obrolan.visitor("Ani")
    ani.fills_in()
    ani.sees(ani.name)
    obrolan.tries_html()
    if dewi := obrolan.looks_at_page("Dewi"):
        ani.joins()
        ani.says_html()
        dewi.catches_up(ani.says("sesudah itu"))
        dewi.never_ran_script()


@pytest.mark.points(
    5, advice="Catat nama per request.sid saat joined; jangan percaya username di event berikutnya."
)
def test_no_impersonation(obrolan):
    """Tidak ada yang bisa bicara atau pamit atas nama orang lain, atau tanpa bergabung"""
    ani, budi, citra = obrolan.join("Ani", "Budi", "Citra")
    outside = obrolan.stranger("Dewi").says("aku belum bergabung")
    text = ani.says_as(budi, "ini bukan aku")
    ani.leaves_as(budi)
    last = budi.says("ini baru aku")
    citra.hears(budi, last)
    citra.never_hears(outside)
    citra.never_hears_as(budi, text)
    citra.never_hears_left(budi)
