"""The graded checks of pertemuan3: one client, one socket."""

import pytest


@pytest.mark.points(15, advice="Tanyakan username dengan input() dulu, baru bind() dan listen().")
def test_server_listens_after_username(meeting):
    """Server mulai mendengarkan hanya sesudah username diketik"""
    meeting.screen.asks()
    meeting.refuses_connections()
    meeting.types_username()
    meeting.connect("Budi")


@pytest.mark.points(
    10, advice='Nama klien adalah pesan pertama: tampilkan "<klien> sudah terhubung.".'
)
def test_server_shows_client_name(meeting):
    """Layar server menampilkan "<klien> sudah terhubung\""""
    meeting.types_username()
    budi = meeting.meets("Budi")
    meeting.screen.shows(budi.name)


@pytest.mark.points(
    10, advice="Sesudah menerima nama klien, kirim username server dengan sendall()."
)
def test_server_sends_own_name(meeting):
    """Klien menerima nama server"""
    name = meeting.types_username()
    budi = meeting.meets("Budi")
    budi.hears(name)


@pytest.mark.points(
    20, advice='Ulangi recv() sampai b"", dan tampilkan setiap pesan sebagai "<klien> : <pesan>".'
)
def test_server_shows_messages(meeting):
    """Setiap pesan tampil berurutan sebagai "<klien> : <pesan>\""""
    meeting.types_username()
    budi = meeting.meets("Budi")
    for text in ("selamat pagi", "apa kabar", "sampai jumpa"):
        message = budi.says_only(text)
        meeting.screen.shows(f"{budi.name} : {message}")


@pytest.mark.points(
    10, advice='recv() yang memberi b"" berarti klien pergi: keluar dari loop dengan break.'
)
def test_server_ends_when_client_leaves(meeting):
    """Server berakhir dengan baik ketika klien pergi"""
    meeting.types_username()
    budi = meeting.meets("Budi")
    budi.leave()
    meeting.screen.ends(code=0)


@pytest.mark.points(10, advice="Sesudah connect(), kirim username dengan sendall().")
def test_client_sends_username(visit):
    """Nama yang diketik sampai di server"""
    host = visit.calls()
    host.hears(visit.name)


@pytest.mark.points(
    5, advice='Terima nama server dengan recv(), tampilkan "<server> Telah bergabung...".'
)
def test_client_shows_server_name(visit):
    """Layar klien menampilkan "<server> Telah bergabung\""""
    name = visit.is_greeted()
    visit.screen.shows(name)


@pytest.mark.points(15, advice="Ulangi input() dan sendall() untuk setiap baris.")
def test_client_sends_each_line(visit):
    """Setiap baris yang diketik sampai di server, berurutan"""
    visit.is_greeted()
    for text in ("selamat pagi", "apa kabar", "sampai jumpa"):
        visit.host.hears(visit.types(text))


@pytest.mark.points(
    5, advice="Tangkap OSError di sekitar connect(), lalu sys.exit() dengan satu kalimat."
)
def test_client_without_server(alone):
    """Tanpa server, klien berakhir dengan satu kalimat yang jelas"""
    alone.screen.types("127.0.0.1")
    alone.screen.types(alone.name)
    alone.screen.fails_clearly()
