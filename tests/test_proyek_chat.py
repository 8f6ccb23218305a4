"""The graded checks of proyek_chat: a public chat with a login."""

import pytest


@pytest.mark.points(10, advice='Di templates: <form method="post"> dengan name="username".')
def test_login_form(publik):
    """Halaman / punya formulir login dengan username"""
    ani = publik.visitor("Ani")
    ani.opens("/")
    ani.sees_form("username")


@pytest.mark.points(
    15, advice='Simpan session["username"] = request.form["username"], lalu redirect ke /chat.'
)
def test_login_keeps_name(publik):
    """Sesudah login kita ada di /chat, dan tetap di sana kalau dibuka lagi"""
    ani = publik.visitor("Ani")
    ani.logs_in()
    ani.is_at_the_chat()
    ani.opens("/chat")
    ani.is_at_the_chat()


@pytest.mark.points(
    10, advice='Di awal fungsi /chat: if "username" not in session: return redirect("/").'
)
def test_chat_needs_login(publik):
    """Membuka /chat tanpa login membawa kembali ke formulir"""
    ani = publik.visitor("Ani")
    ani.opens_without_login("/chat")
    ani.is_led_to_the_form()


@pytest.mark.points(5, advice="Simpan berkas gaya di static/style.css; Flask mengirimnya sendiri.")
def test_style_is_served(publik):
    """static/style.css ada dan berisi CSS"""
    publik.visitor("Ani").finds_style("/static/style.css")


@pytest.mark.points(
    15, advice='Di handler "join": join_room(...), lalu emit("status", {"msg": ...}, to=...).'
)
def test_join_status(publik):
    """Yang sudah hadir diberi tahu "<nama> telah bergabung.\""""
    ani, budi, citra = publik.join("Ani", "Budi", "Citra")
    ani.hears_joined(budi)
    ani.hears_joined(citra)
    budi.hears_joined(citra)


@pytest.mark.points(
    20, advice='Di handler "message": emit("response", {"username": ..., "msg": ...}, to=...).'
)
def test_message_to_all(publik):
    """Satu pesan sampai ke semua yang lain, tepat satu kali, dengan nama pengirimnya"""
    ani, budi, citra = publik.join("Ani", "Budi", "Citra")
    text = ani.says("halo semua")
    budi.hears(ani, text)
    last = ani.says("sampai jumpa")
    budi.hears_once(ani, text, before=last)
    citra.hears_once(ani, text, before=last)
    if dewi := publik.looks_at_page("Dewi"):
        dewi.shows(budi.says("selamat datang"))
        dewi.is_heard_by(ani, "halo dari peramban")


@pytest.mark.points(
    15, advice='Di handler "disconnect": kirim status "<nama> telah keluar." ke yang lain.'
)
def test_leave_status(publik):
    """Yang masih ada diberi tahu "<nama> telah keluar." ketika tab ditutup"""
    ani, budi, citra = publik.join("Ani", "Budi", "Citra")
    ani.closes_the_tab()
    budi.hears_left(ani)
    citra.hears_left(ani)


@pytest.mark.points(
    5, advice="Biarkan Jinja meng-escape ({{ nama }} tanpa |safe), dan pakai textContent di JS."
)
def test_no_html_injection(publik):
    """Nama dan pesan yang berisi HTML tampil sebagai teks biasa"""
    ani = publik.visitor("Ani")
    ani.logs_in()
    publik.tries_html()
    if dewi := publik.looks_at_page("Dewi"):
        ani.joins()
        ani.says_html()
        dewi.catches_up(ani.says("sesudah itu"))
        dewi.never_ran_script()


@pytest.mark.points(
    5, advice='Ambil nama dari session["username"], bukan dari isi event yang dikirim klien.'
)
def test_name_from_session(publik):
    """Nama pengirim selalu yang dipakai login, apa pun isi event-nya"""
    ani, budi, citra = publik.join("Ani", "Budi", "Citra")
    dewi = publik.visitor("Dewi")
    text = ani.says_as(budi, "ini bukan aku")
    ani.joins_as(dewi)
    last = budi.says("ini baru aku")
    citra.hears(budi, last)
    citra.never_hears_as(budi, text)
    citra.never_hears_joined(dewi)
