"""The year of bản Máy: chapters that are written, among months that come by chance."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from chibo.base.time import next_month
from chibo.example.cell import Cell
from chibo.example.issues import Given, Issue, Line
from chibo.example.places import MAY
from chibo.example.reports import reports_of
from chibo.example.room import Room
from chibo.example.topics import story
from chibo.people.models import Person


def tell(cell: Cell, room: Room, returning: list[Issue], day: date, ago: int) -> list[Issue]:
    """Return what the story brings to a meeting; where it answers a proposal, give that item its
    words instead.

    ago: months back from the next meeting.
    """
    if cell.plan.code != MAY:
        return []
    found = []
    for chapter in story():
        if chapter["ago"] != ago:
            continue
        issue = _place(chapter, returning)
        if issue is None:
            issue = Issue(title=chapter["title"], minutes=chapter["minutes"])
            found.append(issue)
        _words(cell, room, issue, chapter, day)
    return found


def _place(chapter: dict[str, Any], returning: list[Issue]) -> Issue | None:
    """The carried item that a chapter answers."""
    words = chapter.get("answers")
    for issue in returning:
        if words and issue.answers is not None and words in issue.title:
            issue.answers.waits = -1
            return issue
    return None


def _words(cell: Cell, room: Room, issue: Issue, chapter: dict[str, Any], day: date) -> None:
    issue.presenter = _here(cell, room, chapter["presenter"], day)
    issue.minutes = chapter["minutes"]
    issue.question = chapter.get("vote", "")
    issue.conclusion = chapter["conclude"]
    issue.direct = chapter["direct"]
    issue.lines = []
    for row in chapter["say"]:
        person = _here(cell, room, row["who"], day)
        waits = row.get("answered", 0) - 2 if row.get("ask") else 0
        issue.lines.append(Line(person, row["text"], _answer(row), max(waits, 0)))
        room.has_spoken(person)
    issue.given = [_given(cell, room, row, chapter["theme"], day) for row in chapter["tasks"]]


def _answer(row: dict[str, Any]) -> str:
    if not row.get("ask"):
        return ""
    return str(row.get("answer", "Thay 6 bóng bằng quỹ bản, một đồng chí ở xóm ấy phụ trách."))


def _given(cell: Cell, room: Room, row: dict[str, Any], theme: str, day: date) -> Given:
    due = {
        "end_of_next_month": next_month(next_month(day)) - timedelta(days=1),
        "after_next": next_month(day).replace(day=20),
    }.get(row.get("due", ""), cell.due(day))
    return Given(
        what=row["what"],
        owner=_here(cell, room, row["owner"], day),
        group="",
        due_on=due,
        expected=row.get("expected", ""),
        amount=Decimal(row["amount"]) if "amount" in row else None,
        measure=row.get("measure", ""),
        theme=theme,
        reports=reports_of(row),
        then=row.get("then", ""),
        done_words=("đã xong cả đoạn",),
        following=row.get("next"),
    )


def _here(cell: Cell, room: Room, full_name: str, day: date) -> Person:
    """The person of a name; who tells the story is there, or the chair speaks for him."""
    person = cell.person(full_name, day)
    return person if person is not None and room.is_here(person) else room.chair
