"""The graded checks of pesan_pribadi: /pm reaches one user and nobody else."""

import pytest


@pytest.mark.points(
    30,
    advice='Cari socket milik nama itu, lalu kirim "[PM dari <pengirim>] <teks>" lewat socketnya.',
)
def test_reaches_target(room):
    """/pm <nama> <teks> sampai satu kali kepada orangnya, dengan nama pengirim yang sebenarnya"""
    ani, budi, citra = room.join("Ani", "Budi", "Citra")
    pm = room.command(ani, f"/pm {budi.name}", "ketemu di kantin")
    received = f"[PM dari {ani.name}] {pm.text}"
    budi.hears(received)
    last = ani.says("sudah sampai?")
    budi.hears_once(received, before=last)
    budi.heard_apart(received, last)
    forged = room.command(ani, f"{citra.name}: /pm {budi.name}", "ini bukan saya")
    room.settles()
    last = ani.says("sudah ketahuan?")
    budi.never_hears(f"[PM dari {citra.name}] {forged.text}", before=last)


@pytest.mark.points(
    25,
    advice="Bandingkan nama yang utuh, dan kirim hanya lewat socketnya, bukan lewat broadcast().",
)
def test_nobody_else(room):
    """Orang lain tidak menerimanya, juga kalau namanya mirip atau disebut di dalam teks"""
    ani, budi, citra = room.join("Ani", "Budi", "Citra")
    budiman, bud = room.join_as(f"{budi.name}man"), room.join_as(budi.name[:-1])
    room.everyone_greets()
    pm = room.command(ani, f"/pm {budiman.name}", f"jangan bilang {citra.name}")
    pm.reaches_only(budiman)
    pm.is_not_copied(f"[PM dari {ani.name}] {pm.text}")
    pm = room.command(ani, f"/pm {bud.name}", "ini rahasia")
    pm.reaches_only(bud)


@pytest.mark.points(
    10, advice="Sesudah mengirim ke orangnya, kirim satu baris kabar ke pengirim saja."
)
def test_sender_is_told(room):
    """Pengirim diberi tahu bahwa pesannya terkirim, dan hanya dia"""
    ani, budi, _ = room.join("Ani", "Budi", "Citra")
    room.everyone_greets()
    pm = room.command(ani, f"/pm {budi.name}", "ketemu di kantin")
    budi.hears(pm.text)
    pm.is_answered()


@pytest.mark.points(10, advice="Kalau namanya tidak ada di nicknames, katakan itu kepada pengirim.")
def test_unknown_name(room):
    """Untuk nama yang tidak ada, atau sudah pergi, pengirim mendapat jawaban yang jelas"""
    ani, budi, _ = room.join("Ani", "Budi", "Citra")
    room.everyone_greets()
    sent = room.command(ani, f"/pm {budi.name}", "apa kabar").answer()
    lost = room.command(ani, f"/pm Bukan{budi.name}", "apa kabar")
    lost.is_answered(unlike=sent)
    lost.reaches_nobody()
    room.leaves(budi)
    room.command(ani, f"/pm {budi.name}", "masih di sana").is_answered()


@pytest.mark.points(10, advice="Periksa dulu apakah nama dan teksnya ada, baru memakainya.")
def test_bad_usage(room):
    """/pm tanpa nama atau tanpa teks dijawab dengan jelas, dan obrolan jalan terus"""
    ani, budi, _ = room.join("Ani", "Budi", "Citra")
    room.everyone_greets()
    room.command(ani, "/pm").is_answered()
    room.command(ani, f"/pm {budi.name}").is_answered()
    room.command(ani, f"/pm {budi.name}   ").is_answered()
    last = ani.says("saya belajar dulu")
    budi.never_hears(f"PM dari {ani.name}", before=last)


@pytest.mark.points(
    10, advice="line.split(maxsplit=2) memotong dua kali saja: sisanya, teksnya, tetap utuh."
)
def test_text_kept_whole(room):
    """Teksnya sampai apa adanya: spasi ganda, /pm di tengah, huruf di luar ASCII"""
    ani, budi, citra = room.join("Ani", "Budi", "Citra")
    pm = room.command(ani, f"/pm {budi.name}", "dua  spasi,   lalu: tiga")
    pm.arrives_whole(budi)
    pm = room.command(ani, f"/pm {budi.name}", f"/pm {citra.name} dan /pm {budi.name} lagi")
    pm.arrives_whole(budi)
    pm = room.command(ani, f"/pm {budi.name}", "🚀 é ✓ 网络")
    pm.arrives_whole(budi)
    line = ani.says(f"pakai /pm {budi.name} untuk rahasia")
    citra.hears(line)


@pytest.mark.points(5, advice='Kalau yang diketik diawali "/", kirim tanpa nama di depannya.')
def test_client_sends_commands_bare(visit):
    """Perintah yang diketik terkirim persis begitu; teks biasa tetap dengan nama"""
    host = visit.introduces()
    host.hears(visit.name)
    command = visit.types("/pm Budi halo  semua")
    host.hears_exactly(command)
    text = visit.types("halo semua")
    host.hears(f"{visit.name}: {text}")
    host.never_hears(f"{visit.name}: {command}", before=text)
