"""Papers out of a record: what is printed says what the book says, and nothing else.

The sentences of documents are Vietnamese in every language of the screen.
"""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from chibo.base.time import local_day, next_month
from chibo.book.naming import (
    meeting_name,
    month_in_words,
    resolution_subject,
    sitting,
    what_it_held,
)
from chibo.book.record import Record
from chibo.documents import papers
from chibo.documents.wording.phrases import capital, share, short_date
from chibo.units.naming import committee_name

_POST = {
    "secretary": "bí thư",
    "deputy_secretary": "phó bí thư",
    "committee_member": "chi ủy viên",
}
_METHOD = {"hands": papers.Method.HANDS, "ballot": papers.Method.SECRET_BALLOT}


def minutes_paper(record: Record, *, draft: bool) -> papers.Minutes:
    """Return the minutes of a record; a draft says so on its face."""
    meeting = record["meeting"]
    resolution = record["resolution"]
    return papers.Minutes(
        head=head(record, meeting["number"], "BB/CB"),
        subject=capital(meeting_name(record)),
        opened_at=_moment(meeting["opened_at"] or meeting["starts_at"]),
        closed_at=_moment(meeting["ended_at"]) if meeting["ended_at"] else None,
        place=meeting["place"],
        counts=_counts(record),
        excused=_absent(record, "excused"),
        unexcused=_absent(record, "unexcused"),
        guests=tuple(papers.Guest(row["name"], row["title"]) for row in record["guests"]),
        chair=chair(record),
        meeting_secretary=(record["meeting_secretary"] or {}).get("name", ""),
        items=tuple(_item(item) for item in record["items"] if item["number"] is not None),
        resolution_vote=_resolution_vote(record) if resolution else None,
        score=_score(record),
        reserved=_reserved(record),
        read_back=papers.ReadBack(agreed=record["approved"]) if record["read_back"] else None,
        recipients=(_committee(record),),
        draft=draft,
        sitting=sitting(record),
        of_committee=meeting["kind"] == "committee",
        notes=tuple(_about_writing(record)),
    )


def _about_writing(record: Record) -> Iterator[str]:
    """What the minutes say of how they came to be, where it was not in the room itself."""
    pages = record.get("pages", [])
    if pages:
        yield f"Kèm theo biên bản viết tay: {len(pages):02} trang chụp"
    typed = record.get("on_behalf")
    if typed:
        yield f"{typed['office']} ({', '.join(typed['typed_by'])}) gõ hộ theo đề nghị của chi bộ"
        if typed["approval"]:
            how = "ký bản giấy" if typed["approval"]["how"] == "paper" else "đọc lại và xác nhận"
            day = short_date(date.fromisoformat(typed["approval"]["on"]))
            yield f"Đồng chí {typed['approval']['by']} đã {how} ngày {day}"


def has_resolution(record: Record) -> bool:
    """Say whether the meeting of a record voted on a resolution."""
    return record["resolution"] is not None and _resolution_vote(record) is not None


def resolution_paper(record: Record, *, draft: bool) -> papers.Resolution | None:
    """Return the resolution of a record, or None when its meeting voted on none."""
    resolution, vote = record["resolution"], _resolution_vote(record)
    if resolution is None or vote is None:
        return None
    meeting = record["meeting"]
    month = date.fromisoformat(meeting["month"])
    is_monthly = meeting["kind"] == "regular"
    reviewing = next((item for item in record["items"] if item["review"]), None)
    who = chair(record)
    roles = ("T/M CHI BỘ", (who.post or "bí thư").upper())
    return papers.Resolution(
        head=head(record, resolution["number"], resolution["symbol"]),
        subject=resolution_subject(record),
        meeting=what_it_held(record),
        held_at=_moment(meeting["opened_at"] or meeting["starts_at"]),
        place=meeting["place"],
        counts=_counts(record),
        chair=who,
        meeting_secretary=(record["meeting_secretary"] or {}).get("name", ""),
        minutes_number=f"{meeting['number']:02}-BB/CB" if meeting["number"] else "",
        # Only the month's own meeting looks back on a month and orders the next one.
        last_period=month_in_words(month) if is_monthly else "",
        next_period=month_in_words(next_month(month)) if is_monthly else "",
        last_resolution=reviewing["title"].partition("của ")[2] if reviewing else "",
        results=_results(reviewing) if reviewing else (),
        tasks=tuple(_task(task) for item in record["items"] for task in item["tasks"]),
        vote=vote,
        signature=papers.Signature(roles, who.name),
        directions="\n".join([resolution["text"], *_admissions(record)]),
        recipients=(_committee(record),),
        draft=draft,
    )


def _admissions(record: Record) -> list[str]:
    """The votes on people, one by one: the committee above decides by them."""
    if record["meeting"]["kind"] != "admission":
        return []
    return [
        f"{item['title']}: {vote['in_favour']}/{vote['base']} đảng viên có quyền biểu quyết "
        f"tán thành, đạt {share(vote['in_favour'], vote['base'])}; "
        f"{'được' if vote['carried'] else 'không được'} chi bộ thông qua."
        for item in record["items"]
        for vote in item["votes"]
        if vote["on"] == "admission" and vote["base"]
    ]


def excerpt_paper(record: Record, item_id: str) -> papers.Excerpt | None:
    """Return the excerpt of one item's decision, or None when the record has no such item."""
    item = next((row for row in record["items"] if row["id"] == item_id), None)
    if item is None or item["number"] is None:
        return None
    meeting = record["meeting"]
    who = chair(record)
    number = f"{meeting['number']:02}-BB/CB" if meeting["number"] else ""
    return papers.Excerpt(
        head=head(record, None, ""),
        source=papers.Source.MINUTES,
        number=number,
        issued=_day(meeting["starts_at"]),
        meeting=what_it_held(record),
        held_at=_moment(meeting["opened_at"] or meeting["starts_at"]),
        place=meeting["place"],
        present=record["people"]["attended"],
        must_attend=record["people"]["must_attend"],
        about=item["title"],
        text="\n".join(f"Đồng chí {row['name']}: {row['text']}" for row in item["speeches"]),
        signature=papers.Signature(("T/M CHI BỘ", (who.post or "bí thư").upper()), who.name),
        votes=tuple(_vote(vote) for vote in item["votes"]),
        conclusion=item["conclusion"],
        tasks=tuple(_task(task) for task in item["tasks"]),
        recipients=(_committee(record),),
    )


def attendance_paper(record: Record) -> papers.AttendanceList:
    """Return the roll of a record; before the meeting every line is open, to fill by hand."""
    meeting = record["meeting"]
    taken = meeting["opened_at"] is not None
    return papers.AttendanceList(
        head=head(record, None, ""),
        meeting=meeting_name(record),
        starts_at=_moment(meeting["starts_at"]),
        place=meeting["place"],
        members=tuple(attendee(line) for line in record["roll"]),
        signatures=(
            papers.Signature(
                ("Người ghi biên bản",), (record["meeting_secretary"] or {}).get("name", "")
            ),
            papers.Signature(("Chủ trì hội nghị",), chair(record).name if taken else ""),
        ),
    )


def head(record: Record, number: int | None, symbol: str) -> papers.Head:
    """Return the head of a paper of this cell, dated on the day of the meeting."""
    cell = record["cell"]
    return papers.Head(
        parent=cell["parent"],
        body=cell["name"],
        number=number,
        symbol=symbol,
        place=cell["place"],
        date=_day(record["meeting"]["starts_at"]),
    )


def chair(record: Record) -> papers.Chair:
    """Return who chaired, empty while nobody is chosen."""
    row = record["chair"]
    if row is None:
        return papers.Chair("")
    return papers.Chair(row["name"], _POST.get(row["post"], ""), row["because"])


def _counts(record: Record) -> papers.Counts:
    people = record["people"]
    return papers.Counts(
        total=people["total"],
        official=people["official"],
        probationary=people["probationary"],
        must_attend=people["must_attend"],
        present=people["attended"],
        present_official=people["official_present"],
        present_probationary=people["probationary_present"],
        exempt=people["exempt"],
        temporarily_exempt=people["temporarily_exempt"],
        suspended=people["suspended"],
        temporarily_elsewhere=people["elsewhere"],
        temporarily_here=people["here_for_a_time"],
        temporarily_here_present=people["here_for_a_time_present"],
    )


def _absent(record: Record, state: str) -> tuple[papers.Absentee, ...]:
    return tuple(
        papers.Absentee(line["name"], line["reason"])
        for line in record["roll"]
        if line["state"] == state
    )


def _item(item: Record) -> papers.Item:
    return papers.Item(
        number=item["number"],
        title=item["title"],
        presenter=item["presenter"],
        last_results=_results(item),
        speeches=tuple(
            papers.Speech(row["name"], row["text"])
            for row in item["speeches"]
            if not row["is_proposal"]
        ),
        proposals=tuple(
            papers.Proposal(row["name"], row["text"])
            for row in item["speeches"]
            if row["is_proposal"]
        ),
        # The vote on the resolution stands at the end of the minutes, not with its item.
        votes=tuple(_vote(vote) for vote in item["votes"] if vote["on"] != "resolution"),
        conclusion=item["conclusion"],
        tasks=tuple(_task(task) for task in item["tasks"]),
    )


def _results(item: Record) -> tuple[papers.TaskResult, ...]:
    return tuple(
        papers.TaskResult(
            task["what"],
            task["owner"],
            task["result"],
            "xong" if task["is_done"] else "chưa xong",
        )
        for task in item["review"]
    )


def _task(task: Record) -> papers.Task:
    expected = task["expected"] or f"{task['amount']} {task['measure']}".strip()
    return papers.Task(
        what=task["what"],
        owner=task["owner"],
        due_date=date.fromisoformat(task["due_on"]),
        expected=expected,
        collective=task["owner_is_group"],
    )


def _vote(vote: dict[str, Any]) -> papers.VoteResult:
    return papers.VoteResult(
        question=vote["question"],
        method=_METHOD[vote["method"]],
        in_favour=vote["in_favour"],
        against=vote["against"],
        other=vote["other"],
        base=vote["base"],
        needed=vote["needed"],
        carried=vote["carried"],
    )


def _resolution_vote(record: Record) -> papers.VoteResult | None:
    votes = [
        vote for item in record["items"] for vote in item["votes"] if vote["on"] == "resolution"
    ]
    return _vote(votes[-1]) if votes else None


def _score(record: Record) -> papers.Score | None:
    own = record.get("assessment")
    if own is None:
        return None
    most = Decimal(own["most"])
    vote = own["vote"] or {}
    return papers.Score(
        Decimal(own["points"]) if most else None,
        most,
        own["grade"],
        in_favour=vote.get("in_favour"),
        base=vote.get("base"),
    )


def _reserved(record: Record) -> tuple[papers.Speech, ...]:
    """Reserved opinions are written one a line, "Name: words"; without a name they stand alone."""
    found = []
    for line in record["reserved_opinions"].splitlines():
        name, colon, words = line.partition(":")
        found.append(
            papers.Speech(name.strip(), words.strip()) if colon else papers.Speech("", line.strip())
        )
    return tuple(speech for speech in found if speech.text)


def attendee(line: Record) -> papers.Attendee:
    """Return one line of the roll as a paper says it."""
    standing = [_POST[post] for post in line["posts"] if post in _POST]
    if line["class"] == "probationary":
        standing.append("dự bị")
    presence = {
        "present": papers.Presence.PRESENT,
        "excused": papers.Presence.EXCUSED,
        "unexcused": papers.Presence.UNEXCUSED,
        "uncalled": papers.Presence.OPEN,
    }.get(line["state"], papers.Presence.NOT_EXPECTED)
    reason = line["reason"]
    if presence is papers.Presence.NOT_EXPECTED:
        reason = _BY_RIGHT.get(line["state"], "")
    return papers.Attendee(line["name"], ", ".join(standing), presence, reason)


_BY_RIGHT = {
    "exempt": "miễn sinh hoạt",
    "temporarily_exempt": "tạm miễn sinh hoạt",
    "elsewhere": "sinh hoạt tạm thời nơi khác",
    "guest": "sinh hoạt tạm thời tại đây",
    "suspended": "bị đình chỉ sinh hoạt",
    "detained": "bị tạm giam",
}


def _committee(record: Record) -> str:
    return committee_name(str(record["cell"]["parent"]))


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _day(text: str) -> date:
    return local_day(_moment(text))
