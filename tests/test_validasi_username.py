"""The graded checks of validasi_username: empty names and names in use are refused."""

import pytest


@pytest.mark.points(15, advice="Periksa nama itu sesudah strip(), sebelum klien dicatat.")
def test_refuses_empty(door):
    """Nama kosong ditolak dengan sebuah alasan"""
    door.join("Ani", "Budi")
    tamu = door.knocks("Tamu")
    with door.undisturbed(tamu):
        tamu.offers("")
        tamu.is_refused()


@pytest.mark.points(
    15, advice="strip() membuang spasi di tepi: nama dari spasi saja menjadi kosong."
)
def test_refuses_blank(door):
    """Nama yang hanya berisi spasi ditolak dengan sebuah alasan"""
    door.join("Ani", "Budi")
    tamu = door.knocks("Tamu")
    with door.undisturbed(tamu):
        tamu.offers("   ")
        tamu.is_refused()


@pytest.mark.points(
    25,
    advice="Bandingkan dengan casefold(). Yang ditolak lalu pergi tidak boleh menghapus nama itu.",
)
def test_refuses_duplicate(door):
    """Nama yang sedang dipakai ditolak, dan pemiliknya terus mengobrol tanpa terganggu"""
    ani, _ = door.join("Ani", "Budi")
    tamu = door.knocks("Tamu")
    with door.undisturbed(tamu):
        tamu.offers(ani.name)
        tamu.is_refused()
    with door.undisturbed():
        tamu.leave()
    lain = door.knocks("Lain")
    with door.undisturbed(lain):
        lain.offers(f" {ani.name.swapcase()} ")
        lain.is_refused()


@pytest.mark.points(20, advice='Sesudah menolak, kirim "NICK" lagi dan baca nama yang berikut.')
def test_asks_again(door):
    """Sesudah ditolak, klien ditanya NICK lagi, dan nama yang baik diterima"""
    ani, budi = door.join("Ani", "Budi")
    tamu = door.knocks("Tamu")
    for name in ("", ani.name):
        tamu.offers(name)
        tamu.is_refused()
        tamu.is_asked_again()
    door.enter(tamu)
    ani.hears_joined(tamu.name)
    budi.hears(tamu.says("akhirnya masuk"))
    tamu.hears(ani.says("selamat datang"))


@pytest.mark.points(
    15, advice="Hapus nama itu dari nicknames saat pemiliknya keluar atau terputus."
)
def test_name_is_free_after_leave(door):
    """Nama yang tadi ditolak boleh dipakai sesudah pemiliknya pergi"""
    ani, budi, citra = door.join("Ani", "Budi", "Citra")
    tamu = door.knocks("Tamu")
    with door.undisturbed(tamu):
        tamu.offers(ani.name)
        tamu.is_refused()
        tamu.leave()
    ani.leave()
    citra.hears_left(ani.name)
    door.returns(ani)
    citra.hears_joined(ani.name)
    budi.reset()
    citra.hears_left(budi.name)
    door.returns(budi)
    citra.hears_joined(budi.name)


@pytest.mark.points(10, advice="Setiap kali server mengirim NICK, tanyakan namanya lagi.")
def test_client_asks_again(visit):
    """Klien menampilkan alasan penolakan, lalu menanyakan nama lagi"""
    host = visit.introduces()
    host.hears(visit.name)
    visit.is_refused("Username sudah dipakai!")
    name = visit.tries_another_name()
    visit.is_let_in(name)
    text = visit.types("halo semua")
    host.hears(f"{name}: {text}")
