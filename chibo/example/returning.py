"""What comes onto an agenda by itself: reviews, unfinished tasks, proposals, the time of year."""

from datetime import date
from decimal import Decimal

from chibo.example.cell import Cell, OpenProposal, OpenTask
from chibo.example.chance import capital, happens
from chibo.example.issues import Given, Issue, Line, Reason, fate, spoken
from chibo.example.reports import reports_of
from chibo.example.room import Room
from chibo.example.topics import phrases
from chibo.meetings.models import Vote
from chibo.resolutions.models import Resolution
from chibo.resolutions.rules import plain


def carried(cell: Cell, day: date) -> list[Issue]:
    """Return the items that `resolutions.actions.carry_over` would bring, without any words yet."""
    found = []
    if cell.resolution is not None:
        found.append(_review(cell.resolution))
    due = [row for row in cell.tasks if row.task.due_on <= day]
    due.sort(key=lambda row: (row.task.due_on, row.task.pk))
    found += [_unfinished(row) for row in due]
    asked = [row for row in cell.proposals if row.proposal.raised_on < day]
    asked.sort(key=lambda row: (row.proposal.raised_on, row.proposal.pk))
    return found + [_asked(row) for row in asked]


def _review(resolution: Resolution) -> Issue:
    return Issue(
        title=f"Kiểm điểm nhiệm vụ của Nghị quyết số {resolution.label}",
        minutes=20,
        reason=Reason.REVIEW,
        facts={"resolution": resolution.label, "month": resolution.meeting.month.month},
        origin=f"resolution:{resolution.pk}",
    )


def _unfinished(row: OpenTask) -> Issue:
    task = row.task
    facts = {"month": task.meeting.month.month, "due": task.due_on.isoformat()}
    if task.amount is not None:
        facts |= {"done": plain(row.so_far or Decimal(0)), "of": plain(task.amount)}
        facts |= {"measure": task.measure}
    return Issue(
        title=task.what,
        minutes=15,
        presenter=task.owner,
        reason=Reason.UNFINISHED,
        facts=facts,
        origin=f"task:{task.pk}",
        about=row,
    )


def _asked(row: OpenProposal) -> Issue:
    text = row.proposal.text
    short = text if len(text) <= 120 else f"{text[:119]}…"
    return Issue(
        title=f"Trả lời kiến nghị: {short}",
        minutes=10,
        reason=Reason.PROPOSAL,
        facts={
            "name": row.proposal.person.full_name,
            "day": row.proposal.raised_on.isoformat(),
        },
        origin=f"proposal:{row.proposal.pk}",
        answers=row,
    )


def talk(cell: Cell, room: Room, issue: Issue, day: date) -> None:
    """Give a carried item its words and what the meeting decides on it."""
    if issue.reason == Reason.REVIEW:
        _talk_review(cell, room, issue, day)
    elif issue.about is not None:
        _talk_unfinished(cell, room, issue, issue.about, day)
    elif issue.answers is not None:
        _talk_answer(cell, room, issue, issue.answers)


def _talk_review(cell: Cell, room: Room, issue: Issue, day: date) -> None:
    """Owners say what came of their tasks, others what they think of it."""
    words = phrases()["review"]
    assert cell.resolution is not None  # noqa: S101 - there is no review without one
    tasks = cell.given[cell.resolution.meeting_id]
    issue.presenter = room.chair
    for task in tasks:
        owner, results = task.owner, cell.results[task.pk]
        if owner is None or not room.is_here(owner) or not results:
            continue
        said = cell.rng.choice(words["own_late" if task.done_on is None else "own"])
        issue.lines.append(Line(owner, cell.fill(said, what=task.what, said=results[-1].text)))
        room.has_spoken(owner)
    issue.lines += spoken(cell, room, words["say"], without=room.chair)[:3]
    due = [task for task in tasks if task.due_on <= day or task.done_on is not None]
    done = sum(task.done_on is not None for task in due)
    line = words["all"] if done == len(due) else words["some"] if done else words["none"]
    if not due:
        line = words["not_due"] if tasks else words["no_tasks"]
    issue.conclusion = cell.fill(line, done=str(done), all=str(len(due)))


def _talk_unfinished(cell: Cell, room: Room, issue: Issue, row: OpenTask, day: date) -> None:
    words, rng, task = phrases()["unfinished"], cell.rng, row.task
    speaker = task.owner if room.is_here(task.owner) else None
    issue.presenter = speaker or room.chair
    said = row.said[-1].text if row.said else phrases()["results"]["none"]
    so_far = "việc chưa xong"
    if task.amount is not None:
        so_far = f"được {plain(row.so_far or Decimal(0))}/{plain(task.amount)} {task.measure}"
    for person in [speaker] if speaker else room.speakers(1):
        text = cell.fill(rng.choice(words["say"]), so_far=so_far, why=capital(said))
        issue.lines.append(Line(person, text))
        room.has_spoken(person)
    issue.lines += spoken(cell, room, words["others"], without=issue.presenter)[:2]
    issue.until = until = cell.due(day)
    issue.decides = row.then or "extend"
    if issue.decides == "open":
        issue.conclusion = "Làm tiếp, báo cáo ở buổi sau; chi ủy cử người đôn đốc."
        row.reports, row.then = fate(cell, task.amount, (said,), row.done_words)
        row.given_on = day
        return
    issue.conclusion = cell.fill(words[issue.decides], until=f"{until:%d/%m/%Y}")
    if issue.decides == "drop":
        return
    if issue.decides == "go_on":
        issue.given.append(_rest(cell, row, until))
        return
    row.reports, row.then = fate(cell, task.amount, (said,), row.done_words)
    row.given_on = day


def _rest(cell: Cell, row: OpenTask, until: date) -> Given:
    """The rest of a task as a task of its own."""
    task = row.task
    told = row.following or {}
    rest = Decimal(str(told.get("amount") or (task.amount or 0) - (row.so_far or 0)))
    what = str(told.get("what") or f"Làm nốt: {_small(task.what)}")
    given = Given(
        what=what[:200],
        owner=task.owner,
        group=task.owner_group,
        due_on=until,
        expected=task.expected,
        amount=rest if task.amount is not None else None,
        measure=task.measure,
        theme=task.theme_id or "",
        reports=[],
        then="extend",
        done_words=row.done_words,
        continues=task,
    )
    given.reports, given.then = fate(cell, given.amount, ("còn một ít",), row.done_words)
    if told:
        given.reports = reports_of(told)
    return given


def _talk_answer(cell: Cell, room: Room, issue: Issue, row: OpenProposal) -> None:
    words = phrases()["proposal"]
    if row.waits > 0:
        row.waits -= 1
        if happens(cell.rng, 0.5):
            issue.postponed = cell.rng.choice(words["postponed"])
            return
        issue.conclusion = words["later"]
        issue.lines = spoken(cell, room, words["say"], without=None)[:1]
        return
    issue.presenter = room.chair
    asker = row.proposal.person
    if asker != room.chair and room.is_here(asker):
        issue.lines = [Line(asker, cell.rng.choice(words["own"]))]
        room.has_spoken(asker)
    issue.lines += [
        line
        for line in spoken(cell, room, words["say"], without=room.chair)[:2]
        if line.person != asker
    ]
    issue.conclusion = words["conclude"].format(answer=row.answer)
    row.waits = -1


def of_person(cell: Cell, room: Room, kind: str, who: str) -> Issue:
    """Return an item on admitting or recognising one person: by secret ballot, one at a time."""
    words = phrases()[kind]
    presenter = room.presenter()
    return Issue(
        title=words["title"].format(who=who),
        minutes=20,
        presenter=presenter,
        lines=spoken(cell, room, words["say"], without=presenter, who=who),
        conclusion=words["conclude"],
        question=words["question"].format(who=who),
        vote_on=Vote.On.ADMISSION,
    )


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
