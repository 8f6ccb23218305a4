"""One wait for everything: it ends when the thing happened, or as soon as it no longer can."""

import contextlib
import os
import socket
from dataclasses import dataclass, field
from math import inf

import pytest

from penilai import events
from penilai.events import Waited

LONG = 30.0  # seconds; only a wait that misses its reason to end would use them
NEVER = bool  # a fact that is never true


@dataclass
class Doing:
    """An activity as a program tells it."""

    idle: bool = False
    resting: bool = False
    trace: str = ""
    cpu: float = 0.0
    wakes: float = inf
    turns: frozenset[str] = frozenset()


@dataclass
class Fake:
    """A program that tells one activity after another, the last one for ever."""

    activities: list[Doing | None] = field(default_factory=lambda: [Doing()])
    ended: bool = False
    looks: int = 0

    def activity(self):
        self.looks += 1
        return self.activities[min(self.looks, len(self.activities)) - 1]


@pytest.fixture
def line(hub):
    """A connection whose near end the hub reads into a list."""
    near, far = socket.socketpair()
    got = []
    hub.watch(near, lambda: got.append(near.recv(100)))
    with near, far:
        yield far, got


def idle(*traces):
    return Fake([Doing(idle=True, resting=True, trace=trace) for trace in traces])


def test_what_is_true_already_is_not_waited_for(hub):
    assert hub.wait(lambda: True, 0) is Waited.HAPPENED


def test_a_wait_ends_when_it_happened(hub, line):
    far, got = line
    hub.follow(Fake())
    far.send(b"halo")
    assert hub.wait(lambda: got == [b"halo"], LONG) is Waited.HAPPENED


def test_pipes_are_sources_too(hub):
    reader, writer = os.pipe()
    got = []
    hub.watch(reader, lambda: got.append(os.read(reader, 100)))
    os.write(writer, b"layar")
    assert hub.wait(lambda: bool(got), LONG) is Waited.HAPPENED
    hub.forget(reader)
    os.close(reader), os.close(writer)
    assert got == [b"layar"]


def test_a_source_that_was_forgotten_is_not_read(hub, line):
    far, got = line
    near = next(iter(hub._selector.get_map().values())).fileobj
    hub.forget(near)
    hub.forget(near)  # twice is harmless
    far.send(b"halo")
    assert hub.pump(0) is False and got == [], "nothing is watched any more"


def test_pump_says_whether_something_came(hub, line):
    far, got = line
    assert hub.pump(0) is False, "nothing yet"
    far.send(b"halo")
    assert hub.pump(0) is True and got == [b"halo"], "it was handled"


def test_the_end_of_all_programs_ends_the_wait(hub):
    hub.follow(Fake(ended=True))
    assert hub.wait(NEVER, LONG) is Waited.ENDED


def test_the_end_of_one_of_two_programs_does_not(hub):
    hub.follow(Fake(ended=True))
    hub.follow(idle("a", "a"))
    assert hub.wait(NEVER, LONG) is Waited.QUIET


def test_last_words_count_though_the_program_has_ended(hub, line):
    far, got = line
    hub.follow(Fake(ended=True))
    far.send(b"selamat tinggal")
    assert hub.wait(lambda: bool(got), LONG) is Waited.HAPPENED, "they were on the way"


def test_quiet_needs_two_looks_with_the_same_trace(hub):
    program = idle("a", "b", "c", "c", "d")
    hub.follow(program)
    assert hub.wait(NEVER, LONG) is Waited.QUIET
    assert program.looks == 4, "only then nothing ran in between"


def test_a_program_that_is_busy_in_between_is_not_quiet(hub):
    same = Doing(idle=True, trace="a")
    program = Fake([same, Doing(idle=False, trace="a"), same, same])
    hub.follow(program)
    assert hub.wait(NEVER, LONG) is Waited.QUIET
    assert program.looks == 4, "the look at the busy one starts the count anew"


def test_quiet_is_said_only_when_all_programs_wait(hub):
    busy = Fake([Doing(idle=False)] * 4 + [Doing(idle=True)])
    hub.follow(idle("a"))
    hub.follow(busy)
    assert hub.wait(NEVER, LONG) is Waited.QUIET
    assert busy.looks == 6, "two looks at which both were idle"


@pytest.mark.parametrize(("wakes", "how"), [(0.0, Waited.DEADLINE), (60, Waited.QUIET)])
def test_one_that_goes_on_by_itself_before_the_deadline_is_not_quiet(hub, wakes, how):
    hub.follow(Fake([Doing(idle=True, wakes=wakes)]))
    assert hub.wait(NEVER, 0.3) is how


def test_one_that_waits_in_turns_is_quiet_after_a_turn_of_each_thread(hub):
    turns = ["1:7 2:7", "1:8 2:7", "1:9 2:7", "1:9 2:8", "1:9 2:8"]
    program = Fake([Doing(idle=True, turns=frozenset(words.split())) for words in turns])
    hub.follow(program)
    assert hub.wait(NEVER, LONG) is Waited.QUIET
    assert program.looks == 4, "the second thread took its turn between the last two"


def test_one_that_never_takes_its_turn_is_waited_for(hub):
    hub.follow(Fake([Doing(idle=True, turns=frozenset({"1:7"}))]))
    assert hub.wait(NEVER, 0.3) is Waited.DEADLINE


def test_an_event_between_two_looks_starts_the_count_anew(hub, line):
    far, got = line
    program = idle("a")
    told = program.activity

    def says_something_at_the_first_look():
        if program.looks == 0:
            far.send(b"masih ada")
        return told()

    program.activity = says_something_at_the_first_look
    hub.follow(program)
    assert hub.wait(NEVER, LONG) is Waited.QUIET
    assert got == [b"masih ada"] and program.looks == 3, "one look more than without it"


def test_what_comes_with_the_last_look_is_not_missed(hub, line):
    far, got = line
    program = idle("a")
    told = program.activity

    def says_something_at_the_second_look():
        if program.looks == 1:
            far.send(b"akhirnya")
        return told()

    program.activity = says_something_at_the_second_look
    hub.follow(program)
    assert hub.wait(lambda: bool(got), LONG) is Waited.HAPPENED, "it was there before the verdict"


def test_a_program_that_only_burns_time_is_spinning(hub):
    hub.follow(Fake([Doing(cpu=0.1), Doing(cpu=0.1 + events.SPIN), Doing(cpu=1.0)]))
    assert hub.wait(NEVER, LONG) is Waited.SPINNING


def test_one_that_is_just_starting_may_need_more(hub):
    hub.follow(Fake([Doing(cpu=0.1), Doing(cpu=0.1 + 2 * events.SPIN)]))
    assert hub.wait(NEVER, 0.3, spin=events.SPIN_STARTING) is Waited.DEADLINE


def test_words_give_time_but_not_without_end(hub, line):
    far, _ = line
    steps = [Doing(cpu=0.4 * n) for n in range(30)]
    program = Fake(steps)
    told = program.activity

    def says_something_at_each_look():
        far.send(b"lagi")
        return told()

    program.activity = says_something_at_each_look
    hub.follow(program)
    assert hub.wait(NEVER, LONG) is Waited.SPINNING
    assert 0.4 * (program.looks - 1) > events.SPIN_TALKING


def test_processor_time_from_before_the_wait_is_not_counted(hub):
    hub.follow(Fake([Doing(idle=True, trace="a", cpu=100.0)]))
    assert hub.wait(NEVER, LONG) is Waited.QUIET, "it had a hard time before, now it rests"


@pytest.mark.parametrize("activity", [None, Doing(idle=False), Doing(resting=True)])
def test_the_deadline_ends_every_other_wait(hub, activity):
    hub.follow(Fake([activity]))
    assert hub.wait(NEVER, 0.15) is Waited.DEADLINE


def test_a_wait_for_nobody_ends_at_its_deadline(hub):
    assert hub.wait(NEVER, 0.01) is Waited.DEADLINE, "no program is followed"


def test_the_fact_is_asked_again_and_again_if_wanted(hub):
    asked = iter([False] * 20 + [True])
    hub.follow(Fake())
    assert hub.wait(lambda: next(asked), LONG, every=0.001) is Waited.HAPPENED


def test_settling_waits_until_every_program_rests(hub):
    rests = Doing(resting=True)
    first, second = Fake([Doing(), Doing(), rests]), Fake([rests])
    hub.follow(first)
    hub.follow(second)
    assert hub.settle(LONG) is True
    assert first.looks == 4, "it was asked until it rested, and once more"


def test_settling_is_over_only_when_nothing_ran_between_two_looks(hub):
    program = Fake([Doing(resting=True, trace=trace) for trace in "abcc"])
    hub.follow(program)
    assert hub.settle(LONG) is True
    assert program.looks == 4, "one thread may have handed work to another"


def test_settling_reads_what_comes_meanwhile(hub, line):
    far, got = line
    far.send(b"halo")
    assert hub.settle(LONG) is True and got == [b"halo"]


@pytest.mark.parametrize(("activity", "seconds"), [(None, LONG), (Doing(), 0.02)])
def test_settling_says_when_it_does_not_know(hub, activity, seconds):
    hub.follow(Fake([activity]))
    assert hub.settle(seconds) is False


def test_a_program_that_has_ended_needs_no_settling(hub):
    hub.follow(Fake(ended=True))
    assert hub.settle(LONG) is True


def test_all_waits_of_a_hub_that_is_bounded_end_together():
    with contextlib.closing(events.Hub(most=0.02)) as hub:
        assert hub.wait(NEVER, LONG) is Waited.DEADLINE
        assert hub.wait(NEVER, LONG) is Waited.DEADLINE, "nothing is left for this one"
        assert hub.wait(lambda: True, LONG) is Waited.HAPPENED, "a fact needs no time"
