"""The sentences of minutes, to be read aloud at the end of the meeting."""

from collections.abc import Iterator

from chibo.documents import papers
from chibo.documents.sheets import Column, Kind, Section, Sheet, Table
from chibo.documents.wording import common
from chibo.documents.wording.phrases import (
    capital,
    clock_and_date,
    closing,
    comrade,
    listed,
    numbered,
    paragraphs,
    sentence,
)

TITLE = "BIÊN BẢN"

_LAST_RESULTS = (
    Column("tt", "TT", 100, centred=True),
    Column("nhiem_vu", "Nhiệm vụ", 660),
    Column("phu_trach", "Phụ trách", 400),
    Column("ket_qua", "Kết quả", 490),
)


def minutes(paper: papers.Minutes) -> Sheet:
    """Return the sheet of the minutes of a meeting."""
    opened = f"Khai mạc lúc {clock_and_date(paper.opened_at)}, tại {paper.place}"
    sections = [
        Section("thanh_phan", "Thành phần", paragraphs=numbered(_who(paper))),
        Section("noi_dung", "Nội dung", sections=tuple(map(_item, paper.items))),
        Section("ket_thuc", "Kết thúc", paragraphs=_end(paper)),
    ]
    return common.sheet(
        kind=Kind.MINUTES,
        title=TITLE,
        subject=paper.subject,
        paper=paper,
        sections=(
            Section("khai_mac", paragraphs=(sentence(opened),)),
            *common.headed(sections),
        ),
        signatures=paper.signatures,
        sent_to=paper.recipients,
    )


def _who(paper: papers.Minutes) -> Iterator[str]:
    counts = paper.counts
    if paper.of_committee:
        yield f"Tổng số chi ủy viên: {counts.total}. Phải dự: {counts.must_attend}."
        yield f"Có mặt: {counts.present}/{counts.must_attend}. {_absent(paper)}"
    else:
        yield common.membership(counts)
        yield f"{common.attendance(counts)} {_absent(paper)}"
    if counts.temporarily_here:
        yield (
            f"Đảng viên nơi khác sinh hoạt tạm thời tại chi bộ: {counts.temporarily_here}, "
            f"có mặt {counts.temporarily_here_present}."
        )
    if paper.guests:
        guests = listed(comrade(guest.name, guest.title) for guest in paper.guests)
        yield sentence(f"Dự cùng {_body(paper)}: {guests}")
    yield f"{common.chair(paper.chair)} Thư ký: {comrade(paper.meeting_secretary)}."
    yield from map(sentence, paper.notes)


def _absent(paper: papers.Minutes) -> str:
    groups = [
        f"{words} {len(people)}: {', '.join(map(_absentee, people))}."
        for words, people in (
            ("Vắng có lý do", paper.excused),
            ("Vắng không lý do", paper.unexcused),
        )
        if people
    ]
    nobody = (
        "Không có đồng chí nào vắng mặt." if paper.of_committee else "Không có đảng viên vắng mặt."
    )
    return " ".join(groups) or nobody


def _body(paper: papers.Minutes) -> str:
    return "chi ủy" if paper.of_committee else "chi bộ"


def _absentee(who: papers.Absentee) -> str:
    return f"{comrade(who.name)} ({who.reason})" if who.reason else comrade(who.name)


def _item(item: papers.Item) -> Section:
    presented = f"{capital(comrade(item.presenter))} trình bày." if item.presenter else ""
    return Section(
        key="muc",
        heading=f"{item.number}. {item.title}",
        lead=(presented,) if presented else (),
        table=_last_results(item.last_results) if item.last_results else None,
        paragraphs=tuple(_course(item)),
    )


def _course(item: papers.Item) -> Iterator[str]:
    for speech in item.speeches:
        yield from paragraphs(f"{capital(comrade(speech.name))}: ", speech.text)
    for proposal in item.proposals:
        yield from paragraphs(f"Kiến nghị của {comrade(proposal.name)}: ", proposal.text)
        yield from paragraphs("Trả lời: ", proposal.answer)
    yield from paragraphs("Kết luận: ", item.conclusion)
    yield from map(common.vote_sentence, item.votes)
    yield from map(common.task_sentence, item.tasks)


def _last_results(results: tuple[papers.TaskResult, ...]) -> Table:
    rows = tuple(
        (str(number), done.task, done.owner, ", ".join(filter(None, (done.result, done.state))))
        for number, done in enumerate(results, start=1)
    )
    return Table(_LAST_RESULTS, rows)


def _end(paper: papers.Minutes) -> tuple[str, ...]:
    if paper.closed_at is None:
        return numbered(_ending(paper))
    when = closing(paper.opened_at, paper.closed_at)
    return (*numbered(_ending(paper)), f"{capital(paper.sitting)} kết thúc lúc {when}.")


def _ending(paper: papers.Minutes) -> Iterator[str]:
    if paper.resolution_vote:
        yield common.vote_sentence(paper.resolution_vote)
    if paper.score:
        yield common.score_sentence(paper.score)
    for reserved in paper.reserved:
        yield sentence(f"{capital(comrade(reserved.name))} bảo lưu ý kiến: {reserved.text}")
    if paper.read_back:
        yield _read_back(paper.read_back, _body(paper))


def _read_back(read_back: papers.ReadBack, body: str) -> str:
    agreed = f"{body} nhất trí" if read_back.agreed else f"{body} chưa nhất trí"
    put_right = f", sau khi sửa: {read_back.corrections}" if read_back.corrections else ""
    return sentence(f"Thư ký đọc toàn văn biên bản; {agreed}{put_right}")
