"""One who asks to be let in: what counts as a reason, and what as being asked again."""

import contextlib
import socket
from types import SimpleNamespace

import pytest

from penilai.door import Applicant
from penilai.events import Hub
from penilai.launch import Manners
from penilai.story import Story, Unmet
from penilai.wire import Dialect
from penilai.words import Words


@pytest.fixture
def door():
    """The guest, the server's socket, and how the guest was asked. No wait is long."""
    hub = Hub()
    hub.follow(SimpleNamespace(ended=True))
    manners = Manners()
    scene = SimpleNamespace(hub=hub, story=Story(), words=Words(1), manners=manners)
    with socket.create_server(("127.0.0.1", 0)) as server:
        near = socket.create_connection(server.getsockname())
        far, _ = server.accept()
    far.settimeout(10)
    guest = Applicant(near, "Tamu", scene)

    def asks(question, dialect=Dialect.LINE):
        far.sendall(question.encode())
        guest.awaits(question)
        manners.dialect = dialect
        guest.expects(manners)

    with contextlib.closing(hub), contextlib.closing(guest), far:
        yield SimpleNamespace(guest=guest, far=far, asks=asks)


@pytest.mark.parametrize(
    ("dialect", "name", "sent"),
    [
        (Dialect.LINE, "", b"\n"),
        (Dialect.LINE, "  ", b"  \n"),
        (Dialect.RAW, "  ", b"  "),
        (Dialect.RAW, "", b"\n"),  # nothing at all cannot be sent
    ],
)
def test_a_name_is_sent_as_it_is(door, dialect, name, sent):
    door.asks("NICK", dialect)
    door.guest.offers(name)
    assert door.far.recv(100) == sent


@pytest.mark.parametrize(
    "told",
    [
        "Username sudah dipakai!\n",
        "Username sudah dipakai!\nNICK\n",
        "Nickname sudah dipakai! NICK\n",
        "pakai yang lain",
    ],
)
def test_anything_but_the_question_is_a_reason(door, told):
    door.asks("NICK\n")
    door.guest.offers("Ani")
    door.far.sendall(told.encode())
    door.guest.is_refused()


@pytest.mark.parametrize(
    ("question", "told"),
    [("NICK\n", "NICK\n"), ("NICK\n", ""), ("Kirim NICK kamu:\n", "Kirim NICK kamu:\n")],
)
def test_the_question_alone_is_no_reason(door, question, told):
    door.asks(question)
    door.guest.offers("Ani")
    door.far.sendall(told.encode())
    with pytest.raises(Unmet, match='alasan mengapa nama "Ani" ditolak'):
        door.guest.is_refused()


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("NICK\n", "Username sudah dipakai!\nNICK\n"),
        ("NICK\n", "Username sudah dipakai! NICK\n"),
        ("NICK", "Username sudah dipakaiNICK"),
        ("*** Selamat datang ***\nNICK\n", "ditolak\nNICK\n"),
        ("Kirim NICK kamu:\n", "ditolak\nKirim NICK kamu:\n"),
        ("Nickname? ", "ditolak\nNickname? "),
    ],
)
def test_the_same_word_once_more_is_being_asked_again(door, question, told):
    door.asks(question)
    door.guest.offers("Ani")
    door.far.sendall(told.encode())
    door.guest.is_asked_again()


@pytest.mark.parametrize("told", ["Nickname sudah dipakai!\n", "Coba lagi\n", ""])
def test_a_reason_alone_is_no_question(door, told):
    door.asks("NICK\n")
    door.guest.offers("Ani")
    door.far.sendall(told.encode())
    with pytest.raises(Unmet, match='menunggu "NICK" sekali lagi'):
        door.guest.is_asked_again()


def test_a_question_before_the_offer_does_not_count(door):
    door.asks("NICK\nNICK\n")
    door.guest.offers("Ani")
    with pytest.raises(Unmet):
        door.guest.is_asked_again()


def test_one_who_reads_along_was_let_in(door):
    door.asks("NICK\n")
    door.far.sendall(b"Ani: halo\n")
    door.guest.awaits("Ani: halo")
    with pytest.raises(Unmet, match="ikut menerima"):
        door.guest.stayed_outside(["Ani: halo"])
    door.guest.stayed_outside(["Ani: hai"])
