"""The sentences of a notice of a meeting, or of an invitation to it."""

from collections.abc import Iterator

from chibo.base.time import local_day
from chibo.documents import papers
from chibo.documents.papers import Form
from chibo.documents.sheets import Column, Kind, Section, Sheet, Table
from chibo.documents.wording import common
from chibo.documents.wording.phrases import (
    capital,
    clock,
    comrade,
    full_date,
    listed,
    sentence,
    weekday,
    without_stop,
)

TITLES = {Form.NOTICE: "THÔNG BÁO", Form.INVITATION: "GIẤY MỜI"}

_AGENDA = (
    Column("tt", "TT", 100, centred=True),
    Column("noi_dung", "Nội dung", 870),
    Column("chuan_bi", "Người chuẩn bị", 430),
    Column("phut", "Số phút", 250, centred=True),
)
_COME = {
    Form.NOTICE: (
        "Đề nghị đồng chí dự đầy đủ, đúng giờ và chuẩn bị ý kiến. "
        "Nếu phải vắng, đồng chí báo trước với bí thư và nêu rõ lý do."
    ),
    Form.INVITATION: "Rất mong đồng chí đến dự.",
}


def notice(paper: papers.Notice) -> Sheet:
    """Return the sheet of a notice; one copy for each addressee."""
    title = TITLES[paper.form]
    subject = {
        Form.NOTICE: f"Về buổi {paper.meeting}",
        Form.INVITATION: f"Dự buổi {paper.meeting}",
    }[paper.form]
    facts = list(_facts(paper))
    after = list(_after(paper))
    if paper.agenda:
        facts.append("Nội dung:")
    first = len(facts) + 1
    body = capital(paper.head.body)
    opening = {
        Form.NOTICE: f"{body} thông báo buổi {paper.meeting} như sau:",
        Form.INVITATION: f"{body} trân trọng kính mời đồng chí dự buổi {paper.meeting}:",
    }[paper.form]
    return common.sheet(
        kind=Kind.NOTICE,
        title=title,
        subject=subject,
        paper=paper,
        addressees=tuple(map(_addressee, paper.addressees)),
        sections=(
            Section(
                "thong_bao",
                lead=(opening, *(f"{n}. {text}" for n, text in enumerate(facts, start=1))),
                table=_agenda(paper.agenda) if paper.agenda else None,
                paragraphs=(
                    *(f"{n}. {text}" for n, text in enumerate(after, start=first)),
                    _COME[paper.form],
                ),
            ),
        ),
        signatures=(paper.signature,),
        sent_to=paper.recipients,
    )


def _facts(paper: papers.Notice) -> Iterator[str]:
    day = local_day(paper.starts_at)
    planned = f" (dự kiến {paper.minutes} phút)" if paper.minutes else ""
    yield f"Thời gian: {clock(paper.starts_at)}, {weekday(day)}, {full_date(day)}{planned}."
    yield sentence(f"Địa điểm: {paper.place}")
    yield common.chair(paper.chair)


def _after(paper: papers.Notice) -> Iterator[str]:
    if paper.materials:
        yield sentence(f"Tài liệu: {listed(map(without_stop, paper.materials))}")
    if paper.request:
        yield sentence(f"Yêu cầu: {paper.request}")


def _agenda(lines: tuple[papers.AgendaLine, ...]) -> Table:
    rows = tuple(
        (
            str(number),
            line.title,
            line.preparer,
            "" if line.minutes is None else str(line.minutes),
        )
        for number, line in enumerate(lines, start=1)
    )
    return Table(_AGENDA, rows)


def _addressee(who: papers.Addressee) -> str:
    return f"Kính gửi: {comrade(who.name, who.title)}"
