"""Several processes serve one chat: with a real Redis, and workers that are really killed."""

import importlib.util
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import redis

ROOT = Path(__file__).parents[2]
APPS = ["ruang_obrolan", "proyek_chat"]
MODULE = "redis_presence.py"
SAYS = {  # what one does to enter and to speak; what others then hear
    "ruang_obrolan": {
        "enter": lambda name: ("joined", {"username": name, "room": "kelas"}),
        "say": lambda text: ("send_message", {"message": text}),
        "heard": lambda name, text: ("receive_message", {"username": name, "message": text}),
        "left": "{} has left the room.",
    },
    "proyek_chat": {
        "enter": lambda name: ("join", {}),
        "say": lambda text: ("message", text),
        "heard": lambda name, text: ("response", {"username": name, "msg": text}),
        "left": "{} telah keluar.",
    },
}
every_app = pytest.mark.parametrize("app", APPS)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A redis-server of our own, empty; gives its URL."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("redis-server is not installed: sudo apt-get install redis-server")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [program, "--port", str(port), "--bind", "127.0.0.1", "--save", ""],
        cwd=tmp_path_factory.mktemp("redis"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        for line in process.stdout:
            if b"Ready to accept connections" in line:
                break
        yield f"redis://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture
def database(store):
    with redis.Redis.from_url(store, decode_responses=True) as database:
        database.flushall()
        yield database


@pytest.fixture
def module(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "rahasia")
    spec = importlib.util.spec_from_file_location("redis_presence", ROOT / APPS[0] / MODULE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def worker(module, store, database):
    """Another process' presence, without the process: nothing of it runs by itself."""
    made = []

    def start(name="obrolan"):
        made.append(module.RedisPresence(store, name))
        return made[-1]

    yield start
    for presence in made:
        presence.redis.close()


def dies(database, presence):
    """Its signs of life have run out."""
    assert database.delete(f"{presence.name}:{presence.worker}") == 1


def beats(presence):
    """What a beat tells: who has gone, and in which rooms the list has changed."""
    gone = []
    changed = presence.beat(lambda username, room: gone.append((username, room)))
    return gone, changed


# The presence -------------------------------------------------------------------------------


def test_the_list_holds_the_users_of_all_workers_in_the_order_they_came(worker):
    one, two = worker(), worker()
    one.enter("s1", "Ani", "kelas")
    two.enter("s2", "Budi", "kelas")
    one.enter("s3", "Citra", "kelas")
    two.enter("s4", "Dedi", "kantin")
    assert one.users("kelas") == two.users("kelas") == ["Ani", "Budi", "Citra"]


def test_two_tabs_on_two_workers_are_one_user(worker):
    one, two = worker(), worker()
    assert one.enter("s1", "Ani", "kelas")
    assert not two.enter("s2", "Ani", "kelas")
    assert two.users("kelas") == ["Ani"]
    assert not one.leave("s1")
    assert two.leave("s2")
    assert one.users("kelas") == []


def test_the_same_name_in_another_room_is_new_there(worker):
    one, two = worker(), worker()
    assert one.enter("s1", "Ani", "kelas")
    assert two.enter("s2", "Ani", "kantin")
    assert one.leave("s1")


def test_of_many_who_enter_at_once_with_one_name_one_is_new(worker):
    workers = [worker() for _ in range(8)]
    new = []

    def enter(presence, sid):
        new.append(presence.enter(sid, "Ani", "kelas"))

    threads = [threading.Thread(target=enter, args=(w, f"s{n}")) for n, w in enumerate(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(new) == [False] * 7 + [True]


def test_a_dead_worker_loses_its_own_connections_and_nobody_elses(worker, database):
    one, two = worker(), worker()
    one.enter("s1", "Ani", "kelas")
    two.enter("s2", "Budi", "kelas")
    two.enter("s3", "Ani", "kelas")  # her other tab
    dies(database, two)
    assert beats(one) == ([("Budi", "kelas")], {"kelas"})
    assert one.users("kelas") == ["Ani"]
    assert beats(one) == ([], set())


def test_of_two_who_find_a_dead_one_each_of_its_users_leaves_once(worker, database):
    one, two, dead = worker(), worker(), worker()
    names = [f"Ani {number}" for number in range(50)]
    for number, name in enumerate(names):
        dead.enter(f"s{number}", name, "kelas")
    dies(database, dead)
    told = []
    finders = [threading.Thread(target=lambda w=w: told.extend(beats(w)[0])) for w in (one, two)]
    for finder in finders:
        finder.start()
    for finder in finders:
        finder.join()
    assert sorted(name for name, _ in told) == sorted(names)


def test_a_worker_that_was_thought_dead_comes_back_with_its_users(worker, database):
    one, two = worker(), worker()
    two.enter("s1", "Budi", "kelas")
    dies(database, two)
    beats(one)
    assert one.users("kelas") == []
    assert beats(two) == ([], {"kelas"})
    assert one.users("kelas") == ["Budi"]
    assert beats(one) == ([], set())


def test_who_left_while_redis_did_not_answer_is_removed_by_the_next_beat(worker):
    one = worker()
    one.enter("s1", "Ani", "kelas")
    one.entered.pop("s1")  # as far as `leave` came
    assert beats(one) == ([("Ani", "kelas")], {"kelas"})
    assert one.users("kelas") == []


def test_an_emptied_redis_is_filled_again(worker, database):
    one = worker()
    one.enter("s1", "Ani", "kelas")
    database.flushall()
    assert beats(one) == ([], {"kelas"})
    assert one.users("kelas") == ["Ani"]


def test_two_apps_in_one_redis_do_not_mix(worker, database):
    one, other = worker("obrolan"), worker("publik")
    one.enter("s1", "Ani", "kelas")
    other.enter("s2", "Budi", "kelas")
    assert one.users("kelas") == ["Ani"]
    assert beats(one) == beats(other) == ([], set())


def test_a_sign_of_life_lasts_three_beats(worker, module, database):
    one = worker()
    lasts = database.pttl(f"{one.name}:{one.worker}") / 1000
    assert 2 * module.BEAT < lasts <= 3 * module.BEAT


def test_nobody_in_the_chat_means_nothing_but_signs_of_life_in_redis(worker, database):
    one = worker()
    one.enter("s1", "Ani", "kelas")
    one.leave("s1")
    assert database.keys() == [f"{one.name}:{one.worker}"]


def test_both_apps_have_the_same_module():
    one, other = ((ROOT / app / MODULE).read_text(encoding="utf-8") for app in APPS)
    assert one == other


# The apps -----------------------------------------------------------------------------------


@every_app
def test_two_workers_serve_one_chat_and_one_is_killed(app, serve, hears, store, database):
    says = SAYS[app]
    one, two = (serve(app, REDIS_URL=store, SECRET_KEY="rahasia") for _ in range(2))
    two.login = one.login  # who logs in at one worker may speak to the other
    ani, budi, citra = one.connect("Ani"), two.connect("Budi"), one.connect("Citra")
    for client, name in ((ani, "Ani"), (budi, "Budi"), (citra, "Citra")):
        client.emit(*says["enter"](name))
        hears(client, "users")
    for client in (ani, budi):
        hears(client, "users", users=["Ani", "Budi", "Citra"])
    budi.emit(*says["say"]("halo dari proses lain"))
    event, data = says["heard"]("Budi", "halo dari proses lain")
    for client in (ani, budi, citra):
        hears(client, event, **data)

    two.kill()
    signs = [key for key in database.keys(f"{app}:*") if database.type(key) == "string"]
    database.delete(*signs)  # as if the seconds had passed: the living one renews its own
    hears(ani, "status", msg=says["left"].format("Budi"))
    hears(ani, "users", users=["Ani", "Citra"])
    citra.emit(*says["say"]("masih di sini"))
    event, data = says["heard"]("Citra", "masih di sini")
    hears(ani, event, **data)


def starts(app, code="import app", **environment):
    """What Python says when it imports the app in a fresh process."""
    return subprocess.run(
        [sys.executable, "-B", "-c", code],
        cwd=ROOT / app,
        env=environment,
        capture_output=True,
        text=True,
    )


@every_app
def test_without_the_address_of_a_redis_its_package_is_not_needed(app):
    without = "import sys; sys.modules['redis'] = None; import app"
    assert starts(app, without).returncode == 0


def test_a_redis_that_is_not_there_gets_one_sentence():
    done = starts(APPS[0], REDIS_URL="redis://127.0.0.1:1", SECRET_KEY="rahasia")
    assert done.returncode != 0
    assert "Redis di redis://127.0.0.1:1 tidak bisa dihubungi" in done.stderr
    assert "Traceback" not in done.stderr


def test_workers_without_a_common_key_get_one_sentence(store):
    done = starts(APPS[1], REDIS_URL=store)
    assert done.returncode != 0
    assert done.stderr.strip() == "Dengan REDIS_URL, isi juga SECRET_KEY: sama untuk semua proses."
