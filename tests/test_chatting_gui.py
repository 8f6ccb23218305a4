"""The graded checks of chatting_gui: the chat with a window."""

import pytest


@pytest.mark.points(10, advice='Tampilkan "Server telah jalan" sesudah server mendengarkan.')
def test_server_starts(room):
    """Server mendengarkan dan menampilkan "Server telah jalan\""""
    room.connect("Ani")
    room.screen.shows("Server telah jalan")


@pytest.mark.points(20, advice="Servernya sama seperti modul_contoh, dengan port lain.")
def test_server_chat(room):
    """Server menanyakan NICK, menyiarkan setiap baris, mengabarkan yang datang dan pergi"""
    ani = room.connect("Ani")
    ani.hears("NICK")
    room.enter(ani)
    [budi] = room.join("Budi")
    ani.hears_joined(budi.name)
    line = ani.says("halo semua")
    budi.hears(line)
    ani.leave()
    budi.hears_left(ani.name)


@pytest.mark.points(10, advice="Tanyakan nama dengan simpledialog; kirim nama itu bila ada NICK.")
def test_asks_nickname(window):
    """Jendela menanyakan nama, dan nama itu dikirim sebagai jawaban untuk NICK"""
    host = window.introduces()
    window.asked_for_name()
    host.hears(window.name)


@pytest.mark.points(20, advice='Sisipkan setiap baris di "end", lalu gulung dengan see("end").')
def test_shows_messages(window):
    """Baris yang diterima tampil di jendela, dan yang terbaru selalu terlihat"""
    window.introduces()
    line = window.says("selamat datang")
    window.shows(line)
    window.shows_the_newest()
    window.shows(line)


@pytest.mark.points(15, advice="Tombol Kirim memanggil write(): kirim isi kolom, lalu kosongkan.")
def test_sends_with_button(window):
    """Tombol Kirim mengirim "<nama>: <teks>" dan mengosongkan kolom ketik"""
    window.introduces()
    text = window.types("halo semua")
    window.presses_button()
    window.delivers(text)
    window.field_is_empty()


@pytest.mark.points(5, advice='Hubungkan Enter dengan bind("<Return>", ...).')
def test_sends_with_enter(window):
    """Enter di kolom ketik mengirim seperti tombol Kirim"""
    window.introduces()
    text = window.types("pakai Enter")
    window.presses_enter()
    window.delivers(text)
    window.field_is_empty()


@pytest.mark.points(
    5, advice='Setel state="disabled" pada teks, "normal" hanya selama menyisipkan.'
)
def test_text_is_read_only(window):
    """Teks obrolan tidak bisa diubah dengan mengetik di sana"""
    window.introduces()
    window.text_is_read_only(window.says("jangan diubah"))


@pytest.mark.points(10, advice='Di protocol("WM_DELETE_WINDOW", ...) tutup socket dan jendelanya.')
def test_closes_cleanly(window):
    """Menutup jendela mengakhiri program, dengan semua thread-nya"""
    window.introduces()
    window.closes()
    window.ends()


@pytest.mark.points(5, advice='recv yang memberi b"" berarti server pergi: keluar dari loop itu.')
def test_survives_server_gone(window):
    """Server yang pergi tidak membuat jendela macet atau programnya berputar"""
    window.introduces()
    window.outlives_server()
