"""The graded checks of folder_a_timestamp: the chat of modul_contoh with date and time."""

import pytest

STAMP = "[%Y-%m-%d %H:%M:%S]"  # as strftime writes it


@pytest.mark.points(
    25,
    advice='datetime.now().strftime("[%Y-%m-%d %H:%M:%S]"), satu spasi, lalu barisnya.',
)
def test_stamp_format(room):
    """Setiap baris obrolan membawa tepat satu stempel, bentuknya [YYYY-MM-DD HH:MM:SS]"""
    ani, budi = room.join("Ani", "Budi")
    line = ani.says("halo semua")
    budi.hears(line)
    last = ani.says("sampai jumpa")
    budi.hears_once(line, before=last)
    budi.stamp_of(line).is_written(STAMP)
    budi.stamp_of(last).is_written(STAMP)


@pytest.mark.points(
    20,
    advice="Pakai waktu lokal, datetime.now(): %H jam 0-23, %M menit, %m bulan, %d hari.",
)
def test_stamp_is_now(room):
    """Stempelnya waktu lokal saat baris itu disiarkan"""
    ani, budi = room.join("Ani", "Budi")
    sent = room.clock.now()
    line = ani.says("jam berapa sekarang")
    budi.hears(line)
    budi.stamp_of(line).is_between(sent, room.clock.now())


@pytest.mark.points(10, advice="Siarkan kabar dengan broadcast() yang sama.")
def test_stamp_on_notices(room):
    """Kabar "Bergabung" dan "keluar" juga membawa stempel"""
    ani, budi = room.join("Ani", "Budi")
    ani.hears_joined(budi.name)
    ani.stamp_of_join(budi.name).is_there()
    budi.leave()
    ani.hears_left(budi.name)
    ani.stamp_of_leave(budi.name).is_there()


@pytest.mark.points(10, advice="Server memasang stempelnya sendiri, apa pun isi barisnya.")
def test_stamp_from_server(room):
    """Stempel yang ditulis klien sendiri tidak menggantikan stempel server"""
    ani, budi = room.join("Ani", "Budi")
    claimed = room.clock.in_half_a_day().strftime(STAMP)
    line = ani.line("jam saya lain")
    ani.say(f"{claimed} {line}")
    budi.hears(line)
    budi.stamp_of(line).is_not_only(claimed)


@pytest.mark.points(20, advice="Selain stempel, server ini sama dengan server modul_contoh.")
def test_still_a_chat(room):
    """Obrolannya tetap utuh: siaran, kabar, dan yang terputus tidak mengganggu"""
    ani, budi, citra, dodi = room.join("Ani", "Budi", "Citra", "Dodi")
    ani.hears_joined(dodi.name)
    line = ani.says("halo semua")
    budi.hears(line)
    last = ani.says("sampai jumpa")
    for listener in (budi, citra, dodi):
        listener.hears_once(line, before=last)
    dodi.leave()
    ani.hears_left(dodi.name)
    ani.reset()
    citra.hears_left(ani.name)
    citra.hears(budi.says("kita lanjut"))


@pytest.mark.points(15, advice="Ambil datetime.now() di dalam broadcast(), baru setiap kali.")
def test_stamp_moves(early_room):
    """Baris yang datang kemudian membawa jam yang lebih kemudian"""
    ani, budi = early_room.ani, early_room.budi
    early_room.waits_for_the_next_second()
    sent = early_room.clock.now()
    line = ani.says("baris kemudian")
    budi.hears(line)
    first = budi.stamp_of(early_room.first)
    budi.stamp_of(line).has_moved_on(first, sent, early_room.clock.now())
