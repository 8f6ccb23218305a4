"""What a person does at a window, as scripts of Tcl: type, press, close."""

from __future__ import annotations

from penilai.widgets import Widget

_KEYS = {
    " ": "space",
    "-": "minus",
    ":": "colon",
    ".": "period",
    ",": "comma",
    "/": "slash",
    "!": "exclam",
    "?": "question",
}
# Each is a lambda, so that nothing of ours stays in the program's Tcl. Paths and texts come
# in hexadecimal: whatever is in them, they cannot end the script.
# A release says that the button was down (0x100), or Tk thinks that it still is.
_CLICK = """
set x [expr {[winfo width $w] / 2}]
set y [expr {[winfo height $w] / 2}]
foreach {event state} {Enter 0 Motion 0 ButtonPress-1 0 ButtonRelease-1 0x100 Leave 0} {
if {[winfo exists $w]} {event generate $w <$event> -x $x -y $y -state $state}}
"""
# no <Enter> and <Leave>: by these Tk gives the focus to where the real pointer is
_FOCUS = """
focus -force $w
event generate $w <ButtonPress-1> -x 5 -y 5
if {[winfo exists $w]} {event generate $w <ButtonRelease-1> -x 5 -y 5 -state 0x100}
catch {$w selection range 0 end}
catch {$w tag add sel 1.0 end-1c}
"""
_TYPE = """
foreach key $more {
set code [scan $key %d,%s number name]
if {$code == 2} {
event generate $w <KeyPress> -keysym $name
if {[winfo exists $w]} {event generate $w <KeyRelease> -keysym $name}
} else {catch {$w insert insert [format %c $number]}}
if {![winfo exists $w]} break}
"""
_CLOSE = """
set script [wm protocol $w WM_DELETE_WINDOW]
if {$script eq {}} {destroy $w} else {uplevel #0 $script}
"""


def click(widget: Widget) -> str:
    """Press it with the mouse."""
    return _script(_CLICK, widget.path)


def focus(widget: Widget) -> str:
    """Click into it and select what stands there: what is typed from then on replaces it."""
    return _script(_FOCUS, widget.path)


def type_in(widget: Widget, text: str) -> str:
    """Type into what has the focus, key by key; keys that no keyboard has are pasted."""
    return _script(_TYPE, widget.path, " ".join(_key(letter) for letter in text))


def press_enter(widget: Widget) -> str:
    return _script(_TYPE, widget.path, "13,Return")


def close(window: str) -> str:
    """Click on the X of a window: what the window manager then tells the program."""
    return _script(_CLOSE, window)


def _script(body: str, path: str, more: str = "") -> str:
    lambda_ = "{w more} {set w [encoding convertfrom utf-8 [binary decode hex $w]]" + body + "}"
    return f"apply {{{lambda_}}} {path.encode().hex()} {{{more}}}"


def _key(letter: str) -> str:
    name = letter if letter.isascii() and letter.isalnum() else _KEYS.get(letter, "")
    return f"{ord(letter)},{name}" if name else f"{ord(letter)}"
