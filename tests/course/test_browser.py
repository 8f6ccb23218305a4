"""Both web chats in a real browser, started as a user starts them and used as a user uses them.

`--screenshots DIR` keeps pictures of the pages: a person should look at them now and then.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from penilai.sandbox import find_browser

ROOT = Path(__file__).parents[2]
PATIENCE = 10_000  # milliseconds in which a page shows what it is to show
PHONE = {"width": 360, "height": 640}
LONG_WORD = "W" * 120
SCRIPTS = [
    "<script>window.diretas = 1</script>",
    '<img src=x onerror="window.diretas = 1">',
    "<svg/onload=window.diretas=1>",
    '"><b onmouseover="window.diretas = 1">tebal</b>',
    "{{ 7 * 7 }} ${7 * 7} &lt;i&gt; <!--",
]
NAMES = ["<svg onload=x=1>", '"><script>{{7}}', "Änni &amp; 🚀 علي"]


class RuangObrolan:
    """What the pages of ruang_obrolan say, and how one gets in."""

    name, send, join, leave = "ruang_obrolan", "Send", "Join Chat", "link"
    entered, left = "{} has entered the room.", "{} has left the room."
    greeting = "Welcome, {}!"

    def enter(self, page, name):
        page.get_by_label("Nama Anda").fill(name)
        page.get_by_label("Ruang").fill("kelas")
        page.get_by_role("button", name=self.join).click()


class ProyekChat:
    """The same of proyek_chat."""

    name, send, join, leave = "proyek_chat", "Kirim", "Masuk", "button"
    entered, left = "{} telah bergabung.", "{} telah keluar."
    greeting = "Halo, {}!"

    def enter(self, page, name):
        page.get_by_label("Nama Anda").fill(name)
        page.get_by_role("button", name=self.join).click()


class Served:
    """An app of the course, started as `python app.py`; only its port is another one."""

    def __init__(self, way, folder):
        self.way = way
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.folder = shutil.copytree(ROOT / way.name, folder / way.name)
        app = self.folder / "app.py"
        text, times = re.subn(
            r"(?m)^PORT = 5000$", f"PORT = {port}", app.read_text(encoding="utf-8")
        )
        assert times == 1
        app.write_text(text, encoding="utf-8")

    def start(self):
        """Start it; returns when it listens."""
        self.process = subprocess.Popen(
            [sys.executable, "app.py"],
            cwd=self.folder,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        seen = []
        for line in self.process.stdout:  # werkzeug says so when it listens
            seen.append(line.decode(errors="replace"))
            if "Running on" in seen[-1]:
                break
        else:
            pytest.fail("".join(seen), pytrace=False)
        self.drain = subprocess.Popen(
            [sys.executable, "-c", "import sys; sys.stdin.buffer.read()"],
            stdin=self.process.stdout,
        )
        self.process.stdout.close()

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.drain.wait()


@pytest.fixture(scope="module")
def chromium():
    """The system's browser, for all tests here."""
    binary = find_browser()
    if binary is None:
        pytest.skip("there is no browser: sudo apt-get install chromium")
    as_root = ["--no-sandbox"] if hasattr(os, "getuid") and os.getuid() == 0 else []
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(binary), args=as_root)
        yield launched
        launched.close()


@pytest.fixture(scope="module", params=[RuangObrolan(), ProyekChat()], ids=lambda way: way.name)
def served(request, tmp_path_factory):
    """One of the apps, running."""
    running = Served(request.param, tmp_path_factory.mktemp("app"))
    running.start()
    yield running
    running.stop()


class People:
    """Those who have come, each with a browser context of their own."""

    def __init__(self, chromium, served, pictures):
        self.served, self.way = served, served.way
        self._chromium, self._pictures = chromium, pictures
        self.contexts, self.requests, self.errors = [], [], []

    def context(self, **options):
        made = self._chromium.new_context(locale="id-ID", **options)
        made.set_default_timeout(PATIENCE)
        self.contexts.append(made)
        made.on("request", lambda request: self.requests.append(request.url))
        made.on("console", lambda said: said.type == "error" and self.errors.append(said.text))
        made.on("weberror", lambda error: self.errors.append(str(error.error)))
        made.on(
            "response",
            lambda answer: (
                answer.status >= 400 and self.errors.append(f"{answer.status} {answer.url}")
            ),
        )
        return made

    def opens(self, context=None, **options):
        """Open the first page in a tab of this context, or of a new one."""
        page = (context or self.context(**options)).new_page()
        page.goto(self.served.url)
        return page

    def comes(self, name, context=None, **options):
        """Open the first page and enter the chat; returns when one is in it."""
        page = self.opens(context, **options)
        self.way.enter(page, name)
        expect(page.get_by_role("heading", level=1)).to_have_text(self.way.greeting.format(name))
        expect(page.get_by_role("status")).to_have_text("tersambung")
        expect(users(page).filter(has_text=name)).to_have_count(1)
        return page

    def says(self, page, text):
        field(page).fill(text)
        page.get_by_role("button", name=self.way.send, exact=True).click()

    def picture(self, page, what):
        """Keep a picture of the page, where the tests were asked for them."""
        if self._pictures:
            page.screenshot(path=Path(self._pictures) / f"{self.way.name}-{what}.png")


@pytest.fixture
def people(chromium, served, request):
    """Nobody yet; afterwards nothing was wrong on any page, and nothing came from elsewhere."""
    made = People(chromium, served, request.config.getoption("--screenshots"))
    yield made
    for context in made.contexts:
        context.close()
    assert not [url for url in made.requests if not url.startswith((served.url, "data:"))]
    assert made.errors == []


def users(page):
    return page.get_by_role("complementary").get_by_role("listitem")


def messages(page):
    return page.get_by_role("log").get_by_role("listitem")


def field(page):
    return page.get_by_label("Pesan Anda")


def only_these_are_listed(page, *names):
    expect(users(page)).to_have_text(list(names), timeout=PATIENCE)


def test_two_people_meet_and_one_closes_the_tab(people):
    ani = people.comes("Ani")
    only_these_are_listed(ani, "Ani")
    people.picture(people.opens(), "login")
    budi = people.comes("Budi")
    only_these_are_listed(ani, "Ani", "Budi")
    only_these_are_listed(budi, "Ani", "Budi")
    expect(messages(ani).last).to_have_text(people.way.entered.format("Budi"))
    people.says(ani, "Halo Budi, apa kabar?")
    expect(messages(budi).last).to_contain_text("Halo Budi, apa kabar?")
    expect(messages(budi).last).to_contain_text("Ani")
    people.says(budi, "Baik, Ani!")
    expect(messages(ani).last).to_contain_text("Baik, Ani!")
    expect(field(budi)).to_be_empty()
    expect(field(budi)).to_be_focused()
    people.picture(ani, "chat")
    budi.close()
    expect(messages(ani).last).to_have_text(people.way.left.format("Budi"))
    only_these_are_listed(ani, "Ani")


def test_a_reload_and_a_second_tab_are_no_second_person(people):
    ani = people.comes("Ani")
    budi = people.comes("Budi")
    budi.reload()
    expect(budi.get_by_role("status")).to_have_text("tersambung")
    people.says(budi, "aku kembali")
    expect(messages(ani).last).to_contain_text("aku kembali")
    only_these_are_listed(ani, "Ani", "Budi")
    again = people.comes("Budi", context=budi.context)
    only_these_are_listed(again, "Ani", "Budi")
    before = messages(ani).count()
    budi.close()
    people.says(again, "tabku tinggal satu")
    expect(messages(ani).last).to_contain_text("tabku tinggal satu")
    assert messages(ani).count() == before + 1, "a notice that somebody left, who is still there"
    only_these_are_listed(ani, "Ani", "Budi")
    again.close()
    only_these_are_listed(ani, "Ani")


def test_scripts_in_messages_stay_text(people):
    ani, budi = people.comes("Ani"), people.comes("Budi")
    for text in SCRIPTS:
        people.says(ani, text)
        expect(messages(budi).last).to_contain_text(text)
    for page in (ani, budi):
        assert page.evaluate("window.diretas") is None
        assert page.locator("[role=log] :is(script, img, svg, i)").count() == 0


def test_scripts_in_names_stay_text(people):
    ani = people.comes("Ani")
    for name in NAMES:
        page = people.comes(name)
        only_these_are_listed(ani, "Ani", name)
        expect(messages(ani).last).to_have_text(people.way.entered.format(name))
        assert ani.evaluate("window.x") is None and page.evaluate("window.x") is None
        page.close()
        only_these_are_listed(ani, "Ani")


def test_a_restarted_server_is_found_again(people, served):
    ani, budi = people.comes("Ani"), people.comes("Budi")
    served.stop()
    for page in (ani, budi):
        expect(page.get_by_role("status")).to_contain_text("menyambung kembali")
    field(ani).fill("belum terkirim")
    field(ani).press("Enter")
    expect(ani.get_by_role("alert")).to_contain_text("putus")
    expect(field(ani)).to_have_value("belum terkirim")
    people.picture(ani, "putus")
    served.start()
    for page in (ani, budi):
        expect(page.get_by_role("status")).to_have_text("tersambung", timeout=2 * PATIENCE)
    expect(users(budi)).to_have_count(2)
    field(ani).press("Enter")
    expect(messages(budi).last).to_contain_text("belum terkirim")
    expect(ani.get_by_role("alert")).to_be_hidden()
    people.errors.clear()  # that nobody answered was meant


def test_all_of_it_works_with_the_keyboard_alone(people):
    page = people.opens()
    expect(page.get_by_label("Nama Anda")).to_be_focused()
    page.keyboard.type("Citra")
    if isinstance(people.way, RuangObrolan):
        page.keyboard.press("Tab")
        page.keyboard.type("kelas")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("tersambung")
    expect(field(page)).to_be_focused()
    page.keyboard.type("tanpa tetikus")
    page.keyboard.press("Enter")
    expect(messages(page).last).to_contain_text("tanpa tetikus")
    leave = page.get_by_role(people.way.leave, name="Keluar")
    for _ in range(10):
        page.keyboard.press("Shift+Tab")
        if leave.evaluate("e => e === document.activeElement"):
            break
    assert leave.evaluate("e => e.matches(':focus-visible')"), "one sees where one is"
    page.keyboard.press("Enter")
    expect(page.get_by_label("Nama Anda")).to_be_visible()


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_a_phone_shows_all_of_it_without_scrolling_sideways(people, colours):
    page = people.opens(viewport=PHONE, color_scheme=colours, has_touch=True)
    fits(page)
    people.picture(page, f"telepon-login-{colours}")
    people.way.enter(page, "Wulandari Anindita")
    expect(page.get_by_role("status")).to_have_text("tersambung")
    for text in ("Selamat pagi!", LONG_WORD, "https://contoh.id/" + "x" * 60, "ok"):
        people.says(page, text)
        expect(messages(page).last).to_contain_text(text)
    fits(page)
    expect(messages(page).last).to_be_in_viewport()
    expect(page.get_by_role("button", name=people.way.send, exact=True)).to_be_in_viewport(ratio=1)
    people.picture(page, f"telepon-{colours}")


def fits(page):
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(width) <= 0, "one has to scroll sideways"


def test_who_reads_upwards_is_not_torn_away(people):
    ani, budi = people.comes("Ani", viewport=PHONE), people.comes("Budi")
    for number in range(16):
        people.says(budi, f"baris {number}")
    expect(messages(ani).last).to_be_in_viewport()
    log, newest = ani.get_by_role("log"), ani.get_by_role("button", name="pesan baru")
    log.evaluate("e => { e.scrollTop = 0 }")
    people.says(budi, "yang terbaru")
    expect(newest).to_be_visible()
    assert log.evaluate("e => e.scrollTop") == 0
    newest.click()
    expect(messages(ani).last).to_be_in_viewport()
    expect(newest).to_be_hidden()


def test_what_the_server_refuses_is_said_on_the_page(people):
    page = people.opens()
    name = page.get_by_label("Nama Anda")
    name.evaluate("e => e.removeAttribute('maxlength')")
    people.way.enter(page, "A" * 21)
    expect(page.get_by_role("alert")).to_contain_text("paling banyak 20 huruf")
    people.errors.clear()  # the status 400 is what was asked for
    page = people.comes("Ani")
    field(page).evaluate("e => e.removeAttribute('maxlength')")
    people.says(page, "x" * 501)
    expect(page.get_by_role("alert")).to_contain_text("paling banyak 500 huruf")
