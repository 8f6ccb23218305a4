"""Where is what in a window: layouts of all kinds, found as a person finds it."""

from __future__ import annotations

from penilai import finding
from penilai.widgets import Widget


def widget(path: str, kind: str, text: str = "", y: int = 0, **more: object) -> Widget:
    """One in the main window; what shows many lines is high."""
    window = "." if path.count(".") == 1 else "." + path.split(".")[1]
    size = {"x": 10, "width": 200, "height": 300 if kind in ("Text", "Listbox") else 25}
    return Widget("app", path, window, kind, text=text, y=y, **(size | more))  # type: ignore[arg-type]


TEXT = widget(".text", "Text", "Budi: halo", state="disabled")
ENTRY = widget(".entry", "Entry", y=310)
BUTTON = widget(".button", "Button", "Kirim", y=340)


def test_the_field_is_the_entry_and_not_the_text_above() -> None:
    assert finding.field([TEXT, ENTRY, BUTTON]) is ENTRY


def test_a_low_text_can_be_the_field_though_the_chat_can_be_edited_too() -> None:
    chat, low = widget(".chat", "Text"), widget(".low", "Text", y=310, height=50)
    assert finding.field([chat, low, BUTTON]) is low


def test_of_two_entries_the_one_beside_the_button_is_the_field() -> None:
    name = widget(".name", "Entry", "Ani", y=0)
    assert finding.field([name, TEXT, ENTRY, BUTTON]) is ENTRY


def test_the_button_says_what_it_does() -> None:
    leave, send = widget(".leave", "Button", "Keluar", y=311), widget(".send", "TButton", "Send")
    assert finding.send_button([TEXT, ENTRY, leave, send]) is send


def test_a_button_without_a_known_word_is_the_nearest_that_does_not_cancel() -> None:
    leave, go = widget(".leave", "Button", "Keluar", y=311), widget(".go", "Button", ">>", y=500)
    assert finding.send_button([TEXT, ENTRY, leave, go]) is go


def test_a_label_can_be_the_button() -> None:
    label = widget(".label", "Label", "Kirim", y=340)
    assert finding.send_button([TEXT, ENTRY, label]) is label


def test_a_dialog_asks_and_its_ok_accepts() -> None:
    entry = widget(".!_querystring.!frame.entry", "Entry", y=30)
    ok = widget(".!_querystring.!frame2.ok", "Button", "OK", y=60)
    cancel = widget(".!_querystring.!frame2.cancel", "Button", "Cancel", y=60, x=300)
    asked = finding.question([TEXT, ENTRY, BUTTON, cancel, ok, entry])
    assert asked is not None and (asked.entry, asked.button) == (entry, ok)


def test_the_window_of_the_chat_asks_nothing() -> None:
    label = widget(".label", "Label", "Nama Anda: Ani")
    assert finding.question([label, TEXT, ENTRY, BUTTON]) is None


def test_a_window_of_the_chat_of_which_a_part_is_missing_yet_asks_nothing() -> None:
    label = widget(".label", "Label", "Anda masuk sebagai Budi")
    assert finding.question([label, ENTRY, BUTTON]) is None


def test_a_frame_for_the_name_above_the_chat_asks() -> None:
    label, name = widget(".label", "Label", "Nama:"), widget(".name", "Entry", y=5)
    chat = [widget(".text", "Text", y=100, state="disabled"), widget(".entry", "Entry", y=410)]
    asked = finding.question([label, name, *chat, widget(".send", "Button", "Kirim", y=440)])
    assert asked is not None and asked.entry is name


def test_a_question_for_the_address_is_told_from_one_for_the_name() -> None:
    def words(text: str) -> str:
        return finding.Asked(ENTRY, None, text).wants_address

    assert words("Alamat IP server:") == "127.0.0.1"
    assert words("Port:") == "port"
    assert words("Nama Anda di server:") == ""


def test_what_is_typed_is_not_yet_shown() -> None:
    typing = widget(".entry", "Entry", "Ani: halo", y=310)
    assert finding.shown([TEXT, typing, BUTTON], "Ani: halo") is None
    assert finding.shown([TEXT, typing, BUTTON], "Budi: halo") is TEXT
