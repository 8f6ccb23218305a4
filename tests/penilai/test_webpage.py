"""What stands on a page: words, forms, fields, elements, read as a browser reads it."""

import pytest

from penilai.webpage import Form, Html

PAGE = """
<!doctype html><head><title>Chat</title><style>p {}</style><script src="/static/a.js"></script>
<body><h1>Welcome, <b>Ani</b>!</h1>
<form action="/chat" method="POST">
  <input type="hidden" name="token" value="t1"><input name="username" required>
  <select name="room"><option value="">pilih<option>Lobi</option><option value="py">Python</select>
  <label><input type="checkbox" name="ingat" value="ya"> ingat</label>
  <button>Join <i>Chat</i></button>
</form>
<script>const text = "<form>";</script>
<textarea id="m"></textarea><button title="Send">➤</button>
"""


def test_words_are_read_across_elements_and_scripts_are_not_read():
    text = Html(PAGE).text
    assert "Welcome, Ani!" in text
    assert not {"Chat p", "const"} & set(text.split()) and "{}" not in text


def test_a_form_and_what_is_in_it():
    [form] = Html(PAGE).forms
    assert (form.action, form.method) == ("/chat", "post")
    assert form.named("username").is_typed and not form.named("token").is_typed
    assert form.choices("room") == ["pilih", "Lobi", "py"] and not form.choices("username")


def test_what_is_sent_is_what_was_filled_in_and_what_the_page_had():
    [form] = Html(PAGE).forms
    sent = form.filled_in(username="Ani", room="py")
    assert sent == {"token": "t1", "username": "Ani", "room": "py"}


def test_radio_buttons_are_choices():
    [form] = Html(
        "<form><input type=radio name=room value=A><input type=radio name=room value=B>"
    ).forms
    assert form.choices("room") == ["A", "B"] and form.filled_in() == {}


def test_a_field_may_name_its_form():
    [form] = Html('<form id="f" method="post"></form><p><input name="username" form="f">').forms
    assert form.named("username")


def test_buttons_by_what_is_written_on_them_or_said_of_them():
    fields = Html(PAGE + '<input type="submit" value="Masuk"><button>OK').fields
    labels = [" ".join(field.label.split()) for field in fields if field.is_button]
    assert labels == ["Join Chat", "Send ➤", "Masuk", "OK"]


def test_scripts_that_stand_in_the_page_and_where_the_others_are():
    page = Html(PAGE)
    assert page.scripts == ['const text = "<form>";'] and page.sources == ["/static/a.js"]


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("<p>&lt;xaba&gt;Bu</p>", False),
        ("<p><xaba>Bu</p>", True),
        ('<input value="&#34; xaba=&#34;">', False),
        ('<input value="" xaba="">', True),
        ("<script>let n = '&lt;xaba&gt;'</script>", False),
        ("<script>let n = '</script><xaba>'</script>", True),
        ("<script>let n = '<xaba>'</script>", False),
    ],
)
def test_what_was_typed_is_text_or_an_element(source, made):
    assert ("xaba" in Html(source).elements) is made


@pytest.mark.parametrize("source", ["<![x", "<!", "<form><form", "</p></form>", "<a " * 9999, "\0"])
def test_rubbish_is_read_without_an_error(source):
    assert isinstance(Html(source).forms, list)


def test_an_empty_form_sends_nothing():
    assert Form().filled_in() == {}
