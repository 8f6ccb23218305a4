"""What a window shows, as a person sees it: its widgets, told by one script of Tcl.

Every other text is written in hexadecimal, so that nothing of the program's can be taken for
the form of the answer.
"""

from __future__ import annotations

from dataclasses import dataclass

MOST = 400  # widgets of a program that are looked at
KEPT = 20_000  # characters at the end of a widget's text that are looked at
ENTRIES = {"Entry", "TEntry", "TCombobox", "Spinbox", "TSpinbox"}
BUTTONS = {"Button", "TButton"}
# what shows many lines
LISTS = {"Text", "Listbox", "Treeview", "Canvas"}

# A lambda, so that nothing of ours stays in the program's Tcl. The first line of the answer
# is the timers that are set; each other one is a widget that can be seen.
_LOOK = """apply {{most kept} {
set hex {{s n} {string cat x [binary encode hex [encoding convertto utf-8 \
[string range $s end-$n end]]]}}
set rows [list [join [lsort [lmap i [after info] {
expr {[string match *penilai_agen* [after info $i]] ? [continue] : $i}}]] ,]]
set todo [list .]
while {[llength $todo] && [llength $rows] <= $most} {
set w [lindex $todo 0]
set todo [lrange $todo 1 end]
catch {lappend todo {*}[winfo children $w]}
if {[catch {winfo viewable $w} seen] || !$seen} continue
set class [winfo class $w]
set text {}
set state {}
set inview 1
catch {set text [$w cget -text]}
catch {set state [$w cget -state]}
catch {switch -- $class {
Entry - TEntry - TCombobox - Spinbox - TSpinbox {set text [$w get]}
Text {set text [$w get 1.0 end-1c]
set last [$w search -backwards -regexp {\\S} end]
if {$last ne {}} {set inview [expr {[$w dlineinfo $last] ne {}}]}}
Listbox {set text [join [$w get 0 end] \\n]
if {[$w size]} {set inview [expr {[$w bbox end] ne {}}]}}
Canvas {set text [join [lmap i [$w find all] {
expr {[$w type $i] eq {text} ? [$w itemcget $i -text] : [continue]}}] \\n]
set inview [expr {[lindex [$w yview] 1] >= 0.999}]}
Treeview {set nodes [$w children {}]
for {set i 0} {$i < [llength $nodes] && $i < 5000} {incr i} {
set node [lindex $nodes $i]
append text [$w item $node -text] { } [join [$w item $node -values] { }] \\n
lappend nodes {*}[$w children $node]}
set inview [expr {[lindex [$w yview] 1] >= 0.999}]}}}
set ours [expr {[focus -displayof $w] eq $w}]
set grab [expr {[grab current $w] eq [winfo toplevel $w]}]
lappend rows [list [apply $hex $w 500] [apply $hex [winfo toplevel $w] 500] \\
[apply $hex $class 100] [apply $hex $state 20] [winfo rootx $w] [winfo rooty $w] \\
[winfo width $w] [winfo height $w] $inview $ours $grab [apply $hex $text $kept]]
}
join $rows \\n
}} %d %d"""
LOOK = _LOOK % (MOST, KEPT)


@dataclass(frozen=True)
class Widget:
    """A widget that can be seen: `app` and `path` name it, `window` is the one that it is in.

    Places and sizes are in pixels of the screen. `in_view`: the end of what it shows is.
    """

    app: str
    path: str
    window: str
    kind: str
    state: str = "normal"
    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0
    in_view: bool = True
    focused: bool = False
    grabs: bool = False  # is its window one that lets none beside it be used?
    text: str = ""

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def takes_text(self) -> bool:
        """Can a person type into it?"""
        return self.kind in {*ENTRIES, "Text"} and self.state not in ("disabled", "readonly")

    def distance(self, other: Widget) -> float:
        (x, y), (other_x, other_y) = self.middle, other.middle
        return abs(x - other_x) + abs(y - other_y)


@dataclass(frozen=True)
class Look:
    """One look at the windows of a program: its timers and its widgets."""

    timers: frozenset[str]
    widgets: tuple[Widget, ...]


def parse(app: str, answer: str) -> Look:
    """The answer of a program to `LOOK`; raises ValueError if it is none."""
    timers, *rows = answer.split("\n")
    widgets = (_widget(app, row.split(" ")) for row in rows[:MOST])
    return Look(frozenset(filter(None, timers.split(","))), tuple(widgets))


def _widget(app: str, words: list[str]) -> Widget:
    path, window, kind, state = map(_text, words[:4])
    x, y, width, height = map(int, words[4:8])
    in_view, focused, grabs = (word == "1" for word in words[8:11])
    more = (in_view, focused, grabs, _text(words[11]))
    return Widget(app, path, window, kind, state, x, y, width, height, *more)


def _text(digits: str) -> str:
    return bytes.fromhex(digits.removeprefix("x")).decode("utf-8", "replace")
