"""JUnit XML, which GitHub, GitLab and Jenkins show: a suite for each student and stage.

`failure` is the student's program, `error` the grader (unsure), `skipped` what was blocked. There
is one specification for each tool; this keeps within both of Jenkins' junit-10.xsd (xunit-plugin,
types/model/xsd) and Surefire's surefire-test-report-3.0.xsd, where the root is the suite. In both
only a suite has properties, so the points of its checks stand there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as XML

from penilai import feedback, marks
from penilai.book import Entry
from penilai.cells import clean, lines
from penilai.export import Facts
from penilai.outcome import CheckResult, Verdict

SUFFIX = ".xml"
TAGS = {
    Verdict.GAGAL: "failure",
    Verdict.TERBLOKIR: "skipped",
    Verdict.BELUM_PASTI: "error",
}
COUNTS = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def write(entries: Sequence[Entry], _: Facts) -> bytes:
    """The document, in UTF-8."""
    root = XML.Element("testsuites", name="penilai")
    worth = marks.rubric(entries)
    suites = [_suite(entry, worth[entry.stage]) for entry in entries]
    root.extend(suites)
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in suites)))
    XML.indent(root)
    made: bytes = XML.tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"


def _suite(entry: Entry, possible: int) -> XML.Element:
    report = entry.settled
    checks = report.checks if report else ()
    name = clean(" · ".join(filter(None, [entry.stage, entry.student.id])))
    suite = XML.Element("testsuite", name=name, tests=str(len(checks)))
    tags = [TAGS.get(check.verdict) for check in checks]
    for count, tag in COUNTS.items():
        suite.set(count, str(tags.count(tag)))
    suite.set("time", f"{report.seconds if report else 0:.3f}")
    properties = XML.SubElement(suite, "properties")
    for key, value in _facts(entry, possible):
        XML.SubElement(properties, "property", name=clean(key), value=clean(value))
    suite.extend(_case(entry, check) for check in checks)
    return suite


def _facts(entry: Entry, possible: int) -> Iterator[tuple[str, str]]:
    student, report = entry.student, entry.settled
    facts = {"student.id": student.id, "student.name": student.name, "student.email": student.email}
    yield from ((key, value) for key, value in facts.items() if value)
    yield from (("score.earned", str(marks.earned(entry))), ("score.possible", str(possible)))
    if entry.note:
        yield "note", entry.note
    if report is not None:
        yield from (("isolation", report.isolation), ("seed", str(report.seed)))
        for check in report.checks:
            earned = check.points if check.verdict is Verdict.LULUS else 0
            yield f"score.{check.id}", f"{earned}/{check.points}"


def _case(entry: Entry, check: CheckResult) -> XML.Element:
    where = clean(".".join(filter(None, [entry.stage, entry.student.id.replace(".", "_")])))
    name = clean(check.id.partition("::")[2])
    case = XML.Element("testcase", name=name, classname=where, time=f"{check.seconds:.3f}")
    if (tag := TAGS.get(check.verdict)) is not None:
        decision = next((d for d in entry.decisions if d.check == check.id), None)
        told = XML.SubElement(case, tag, message=clean(feedback.told(check, decision)))
        if tag != "skipped":  # Surefire knows no type there
            told.set("type", check.verdict.value)
        told.text = lines("\n".join([check.title, *check.story, check.advice]).strip())
    return case
