"""One end of a conversation over TCP, in both dialects: what it hears, says, and how it goes."""

import contextlib
import socket
import sys
from types import SimpleNamespace

import pytest

from penilai import wire
from penilai.events import Hub
from penilai.peer import Peer
from penilai.story import Kind, Story, Unmet
from penilai.wire import Dialect

LINE = "Budi: halo kopi-12345"


@pytest.fixture
def talk():
    """Ani, the other side's socket, and the story. No program is left, so no wait is long."""
    hub, story = Hub(), Story()
    hub.follow(SimpleNamespace(ended=True))
    with socket.create_server(("127.0.0.1", 0)) as server:
        near = socket.create_connection(server.getsockname())
        far, _ = server.accept()
    far.settimeout(10)
    ani = Peer(near, "Ani", hub, story)
    with contextlib.closing(hub), contextlib.closing(ani), far:
        yield SimpleNamespace(ani=ani, far=far, story=story, hub=hub)


def failure(step, *arguments, **more):
    """The sentence with which a step fails."""
    with pytest.raises(Unmet) as caught:
        step(*arguments, **more)
    return caught.value.tell()


def received(far):
    """All that comes to the other side until the end."""
    data = b""
    while segment := far.recv(65536):
        data += segment
    return data


def test_what_came_was_heard_and_is_told(talk):
    talk.far.sendall(f"{LINE}\n".encode())
    talk.ani.hears(LINE)
    assert talk.story.tell() == [f'Ani menerima "{LINE}"']


def test_what_never_came_fails_with_what_came_instead(talk):
    talk.far.sendall(b"b'halo'\n")
    told = failure(talk.ani.hears, LINE)
    assert told.startswith(f'Ani menunggu "{LINE}".') and "b'halo'" in told, told


@pytest.mark.parametrize("end", ["\n", "", "\r\n"], ids=["line", "raw", "crlf"])
def test_a_message_of_its_own_has_nothing_around_it(talk, end):
    talk.far.sendall(f"Ani{end}".encode())
    talk.ani.hears("Ani")
    talk.far.sendall(f"/pm Budi  halo{end}".encode())
    talk.ani.hears_exactly("/pm Budi  halo")
    assert talk.story.tell()[-1] == 'Ani menerima "/pm Budi  halo"'


@pytest.mark.parametrize("came", ["Ani: /pm Budi  halo", "/pm Budi halo", "/pm Budi  halo!"])
def test_a_message_with_more_or_less_is_not_that_message(talk, came):
    talk.far.sendall(f"{came}\n".encode())
    told = failure(talk.ani.hears_exactly, "/pm Budi  halo")
    assert told.startswith('Ani menunggu "/pm Budi  halo", persis begitu.') and came in told, told


def test_only_what_came_since_the_last_step_came_instead(talk):
    talk.far.sendall(b"Selamat datang\n")
    talk.ani.hears("Selamat datang")
    talk.far.sendall(b"lain\n")
    told = failure(talk.ani.hears, LINE)
    assert "lain" in told and "Selamat" not in told, told


@pytest.mark.parametrize("end", ["\n", "", "\r\n"], ids=["line", "raw", "crlf"])
def test_hearing_so_many_times(talk, end):
    talk.far.sendall(f"{LINE}{end}".encode() * 2)
    talk.ani.hears(LINE, times=2)
    assert LINE in failure(talk.ani.hears, LINE, times=3)


@pytest.mark.parametrize(
    ("sent", "fails"),
    [
        (f"{LINE}\nakhir\n", None),
        (f"{LINE}\n{LINE}\nakhir\n", 'menerima "' + LINE + '" 2 kali, seharusnya satu kali'),
        ("akhir\n", f'tidak menerima "{LINE}"'),
        (f"{LINE}\n", 'menunggu "akhir"'),
    ],
    ids=["once", "twice", "never", "no later line"],
)
def test_hearing_once_is_proved_by_a_later_line(talk, sent, fails):
    talk.far.sendall(sent.encode())
    if fails is None:
        talk.ani.hears_once(LINE, before="akhir")
        assert talk.story.tell()[-1] == f'Ani menerima "{LINE}" tepat satu kali'
    else:
        assert fails in failure(talk.ani.hears_once, LINE, before="akhir")


def test_never_hearing_is_proved_by_a_later_line(talk):
    talk.far.sendall(b"akhir\n")
    talk.ani.never_hears(LINE, before="akhir")
    talk.far.sendall(f"{LINE}\npaling akhir\n".encode())
    assert "seharusnya tidak menerima" in failure(talk.ani.never_hears, LINE, before="paling akhir")


def test_a_whole_line_ends_with_the_words(talk):
    talk.far.sendall(f"[10:20] {LINE}\r\n".encode())
    talk.ani.hears_whole_line(LINE)
    talk.far.sendall(b"satuBudi: dua\nBudi: satu")
    assert "baris utuh" in failure(talk.ani.hears_whole_line, "Budi: satu")


def test_unchanged_means_letter_by_letter(talk):
    talk.far.sendall("CAFÉ 🚀\n".encode())
    talk.ani.hears("café 🚀")
    talk.ani.hears_unchanged("CAFÉ 🚀")
    assert "café" in failure(talk.ani.hears_unchanged, "café 🚀")


@pytest.mark.parametrize("end", ["\n", ""], ids=["line", "raw"])
def test_notices_are_heard_in_both_dialects(talk, end):
    talk.far.sendall(f"Budilaka Bergabung!{end}Citrasa keluar!{end}".encode())
    talk.ani.hears_joined("Budilaka")
    talk.ani.hears_left("Citrasa")
    assert '"Diandra Bergabung"' in failure(talk.ani.hears_joined, "Diandra")
    assert '"Diandra keluar"' in failure(talk.ani.hears_left, "Diandra")


def test_a_leave_counts_that_is_told_after_it(talk):
    talk.far.sendall(b"Budi keluar!\n")
    talk.ani.hears("Budi keluar!")
    talk.story.add(Kind.CLOSED, "Budi")
    with pytest.raises(Unmet) as caught:
        talk.ani.hears_left("Budi")
    assert "sebelum ia pergi" in caught.value.advice
    talk.far.sendall(b"Budi keluar!\n")
    talk.ani.hears_left("Budi")


def test_what_another_of_our_name_heard_is_nothing_that_we_heard(talk):
    """Ani was here before; then it was told that Budi leaves, and he came again."""
    talk.story.add(Kind.RECEIVED, "Ani", b"Budi keluar!\n")
    talk.story.add(Kind.CONNECTED, "Ani")
    talk.story.add(Kind.CLOSED, "Budi")
    talk.far.sendall(b"Budi keluar!\n")
    talk.ani.hears_left("Budi")


@pytest.mark.parametrize(("dialect", "sent"), [(Dialect.LINE, b"halo\n"), (Dialect.RAW, b"halo")])
def test_a_message_ends_as_the_dialect_wants(talk, dialect, sent):
    talk.ani.dialect = dialect
    talk.ani.say("halo")
    assert talk.far.recv(100) == sent
    assert talk.story.tell() == ['Ani mengirim "halo"']


def test_glued_lines_go_in_one_segment(talk):
    assert talk.ani.say_glued(["satu", "dua"]) == ["satu", "dua"]
    assert talk.far.recv(100) == b"satu\ndua\n"


def test_much_is_sent_while_the_other_side_reads(talk):
    talk.hub.watch(talk.far, lambda: got.append(talk.far.recv(1 << 20)))
    got, data = [], b"x" * (8 << 20)
    talk.ani.send(data)
    while talk.hub.pump(0):
        pass
    assert sum(map(len, got)) == len(data), "something was lost"


def test_who_never_reads_does_not_stop_us_for_ever(talk, monkeypatch):
    monkeypatch.setattr(wire, "STEP", 0.05)
    talk.ani.send(b"x" * (64 << 20))


def test_saying_something_to_who_has_gone_is_no_error_of_ours(talk):
    talk.far.close()
    for _ in range(3):
        talk.ani.say("halo")
    assert "menunggu" in failure(talk.ani.hears, LINE)


def test_leaving_is_a_polite_end(talk):
    talk.ani.say("sampai jumpa")
    talk.ani.leave()
    assert received(talk.far) == b"sampai jumpa\n", "the last words, then the end"
    assert talk.story.tell()[-1] == "Ani keluar"


def test_leaving_is_polite_also_with_something_unread(talk):
    talk.far.sendall(b"Citra Bergabung!\n" * 100)
    talk.ani.leave()
    assert received(talk.far) == b"", "a reset would be another story"


def test_leaving_a_flood_comes_to_an_end(talk):
    again = b"banjir\n" * 1000
    talk.hub.watch(flood := endless(), lambda: None)
    with flood:
        talk.far.sendall(again)
        talk.ani.leave()
    talk.hub.forget(flood)


def endless():
    """A source that can always be read: nobody takes what is in it."""
    near, far = socket.socketpair()
    with far:
        far.sendall(b"banjir")
    return near


def test_a_reset_is_a_reset(talk):
    talk.ani.reset()
    with pytest.raises(ConnectionResetError):
        talk.far.recv(100)
    assert talk.story.tell() == ["Ani terputus mendadak (RST)"]


def test_after_half_a_close_we_go_on_listening(talk):
    talk.ani.stop_talking()
    assert received(talk.far) == b"", "our direction is closed"
    talk.far.sendall(b"masih ada\n")
    talk.ani.hears("masih ada")
    assert not talk.ani.ended


def test_the_end_of_the_other_side_is_seen(talk):
    assert not talk.ani.has_spoken()
    talk.far.close()
    talk.hub.wait(talk.ani.has_spoken, 10)
    assert talk.ani.ended and talk.story.events[-1].kind is Kind.CLOSED


def test_a_reset_of_the_other_side_is_seen(talk):
    talk.far.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, wire._NO_LINGER)
    talk.far.close()
    talk.hub.wait(talk.ani.has_spoken, 10)
    assert talk.ani.ended and talk.story.events[-1].kind is Kind.RESET


def test_closing_twice_is_harmless(talk):
    talk.ani.close()
    talk.ani.close()
    assert talk.story.tell() == [], "and no step of the story"


def test_a_flood_is_drained_and_not_kept(talk):
    for _ in range(64):
        talk.far.sendall(b"banjir\n" * 2000)
        talk.hub.pump(0)
    kept = sum(len(event.data) for event in talk.story.events)
    assert kept <= wire.KEPT, "the story of a flood is no flood"
    assert len(talk.ani.heard.text) <= 2 * wire.KEPT, "nor is what was heard"


def test_every_segment_is_kept_as_data(talk):
    talk.far.sendall(b"\xff\x00")
    talk.hub.wait(talk.ani.has_spoken, 10)
    assert [(e.kind, e.data) for e in talk.story.events] == [(Kind.RECEIVED, b"\xff\x00")]


@pytest.mark.skipif(sys.platform != "linux", reason="reads the option back")
def test_small_writes_are_not_held_back(talk):
    sock = talk.ani._sock
    assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY), "Nagle waits for an ACK"
    assert sock.getblocking() is False, "a write may not wait for ever"


@pytest.mark.parametrize("answer", ["Budi\n", "Budi", "Budi\r\n", "  budi \n"])
def test_only_the_words_were_heard(talk, answer):
    talk.far.sendall(b"Ani\n")
    talk.ani.hears("Ani")
    talk.ani.say("NICK")
    talk.far.sendall(answer.encode())
    talk.ani.hears_only("Budi")


@pytest.mark.parametrize("answer", ["Ani: Budi\n", "Ani\nBudi\n", "Budi\nBudi\n", "Bud\n", ""])
def test_more_or_less_than_the_words_is_not_only_they(talk, answer):
    talk.ani.say("NICK")
    talk.far.sendall(answer.encode())
    assert failure(talk.ani.hears_only, "Budi").startswith('Ani menunggu "Budi" saja.')
