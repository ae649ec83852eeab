"""Parts that several papers word alike: the head, votes, tasks, members, recipients."""

from dataclasses import replace

from chibo.documents import papers
from chibo.documents.numbering import format_number
from chibo.documents.papers import Method
from chibo.documents.sheets import Column, Kind, Section, Sheet, Signing, Table
from chibo.documents.wording.phrases import (
    NBSP,
    capital,
    comrade,
    full_date,
    in_words,
    points,
    roman,
    sentence,
    share,
    short_date,
    without_stop,
)

DRAFT_MARK = "Bản nháp, chưa vào sổ"

_VOTED = {
    Method.HANDS: "Biểu quyết giơ tay",
    Method.CARDS: "Biểu quyết bằng thẻ đảng viên",
    Method.SECRET_BALLOT: "Bỏ phiếu kín",
}


def sheet(
    *,
    kind: Kind,
    title: str,
    subject: str,
    paper: papers.Paper,
    sections: tuple[Section, ...],
    signatures: tuple[papers.Signature, ...],
    addressees: tuple[str, ...] = (),
    sent_to: tuple[str, ...] = (),
    annex: Section | None = None,
) -> Sheet:
    """Return a sheet with the head that every kind of paper has.

    sent_to: names for the list of recipients, without marks.
    """
    head = paper.head
    return Sheet(
        kind=kind,
        name=file_name(title, head, subject),
        parent=head.parent.upper(),
        body=head.body.upper(),
        number=number_line(head),
        place_date=place_date(head),
        title=title,
        subject=subject,
        draft_mark=DRAFT_MARK if paper.draft else "",
        addressees=addressees or ("",),
        sections=sections,
        signatures=tuple(map(signing, signatures)),
        recipients=recipients(sent_to),
        annex=annex,
    )


def number_line(head: papers.Head) -> str:
    """Return "Số 31-BB/CB"; with room to write while there is no number."""
    if not head.symbol:
        return ""
    if head.number is None:
        return f"Số{NBSP * 6}-{head.symbol}"
    kind, _, body = head.symbol.partition("/")
    return f"Số{NBSP}{format_number(head.number, kind, body)}"


def place_date(head: papers.Head) -> str:
    """Return "Trung Thượng, ngày 03 tháng 12 năm 2026"."""
    return f"{head.place}, {full_date(head.date)}"


def file_name(title: str, head: papers.Head, subject: str) -> str:
    """Return what the file's properties call the paper: "Biên bản số 31-BB/CB – Sinh hoạt …"."""
    numbered = f" {number_line(head).replace(f'Số{NBSP}', 'số ')}" if _has_number(head) else ""
    return f"{title.capitalize()}{numbered} – {subject}"


def _has_number(head: papers.Head) -> bool:
    return bool(head.symbol) and head.number is not None


def signing(signature: papers.Signature) -> Signing:
    """Return a place to sign, roles in capitals."""
    return Signing(tuple(role.upper() for role in signature.roles), signature.name)


def recipients(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the lines under "Nơi nhận:"; the last says that the cell keeps one."""
    if not names:
        return ()
    kept = any(name.lower().startswith("lưu") for name in names)
    lines = [without_stop(name) for name in (names if kept else (*names, "Lưu Chi bộ"))]
    return (*(f"- {line}," for line in lines[:-1]), f"- {lines[-1]}.")


def membership(counts: papers.Counts) -> str:
    """Return how many members the cell has and how many must attend."""
    apart = [
        f"{words} {number}"
        for words, number in (
            ("miễn sinh hoạt", counts.exempt),
            ("tạm miễn sinh hoạt", counts.temporarily_exempt),
            ("bị đình chỉ sinh hoạt", counts.suspended),
            ("sinh hoạt tạm thời nơi khác", counts.temporarily_elsewhere),
        )
        if number
    ]
    classes = f"chính thức {counts.official}, dự bị {counts.probationary}"
    total = "; ".join([f"Tổng số đảng viên: {counts.total} ({classes})", *apart])
    return f"{total}. Phải dự: {counts.must_attend}."


def attendance(counts: papers.Counts) -> str:
    """Return how many of those who must attend were present."""
    classes = f"chính thức {counts.present_official}, dự bị {counts.present_probationary}"
    return f"Có mặt: {counts.present}/{counts.must_attend} ({classes})."


def vote_counts(vote: papers.VoteResult) -> str:
    """Return the counts of a vote; those of a secret ballot in words as well."""
    secret = vote.method == Method.SECRET_BALLOT
    in_favour = f"tán thành {vote.in_favour}/{vote.base}"
    if secret:
        in_favour += f" phiếu ({in_words(vote.in_favour)} phiếu)"
    if vote.base > 0:
        in_favour += f", đạt {share(vote.in_favour, vote.base)}"
    parts = [in_favour, f"không tán thành {vote.against}"]
    if vote.other:
        parts.append(f"{'phiếu trắng hoặc không hợp lệ' if secret else 'ý kiến khác'} {vote.other}")
    return f"{'; '.join(parts)}; cần từ {vote.needed} trở lên"


def vote_sentence(vote: papers.VoteResult) -> str:
    """Return how a vote was taken, on what, and what came of it."""
    about = f" nội dung “{without_stop(vote.question)}”" if vote.question else ""
    verdict = "Được thông qua." if vote.carried else "Không được thông qua."
    return f"{_VOTED[vote.method]}{about}: {vote_counts(vote)}. {verdict}"


def owner(task: papers.Task) -> str:
    """Return who has a task: a comrade, or a body by its own name."""
    return task.owner if task.collective else comrade(task.owner)


def task_sentence(task: papers.Task) -> str:
    """Return a task given, to be read aloud."""
    parts = [f"Giao {owner(task)}: {without_stop(task.what)}"]
    if task.due_date:
        parts.append(f"chậm nhất {full_date(task.due_date)}")
    if task.expected:
        parts.append(f"kết quả cần đạt: {without_stop(task.expected)}")
    if task.report_to:
        parts.append(f"báo cáo tại {without_stop(task.report_to)}")
    return sentence("; ".join(parts))


def tasks_table(tasks: tuple[papers.Task, ...]) -> Table:
    """Return tasks given as a table."""
    columns = (
        Column("tt", "TT", 100, centred=True),
        Column("nhiem_vu", "Nhiệm vụ", 510),
        Column("phu_trach", "Phụ trách", 390),
        Column("thoi_han", "Thời hạn", 270, centred=True),
        Column("ket_qua", "Kết quả cần đạt, nơi báo cáo", 380),
    )
    rows = tuple(
        (
            str(number),
            capital(without_stop(task.what)),
            task.owner,
            short_date(task.due_date),
            "; ".join(filter(None, (without_stop(task.expected), without_stop(task.report_to)))),
        )
        for number, task in enumerate(tasks, start=1)
    )
    return Table(columns, rows)


def score_sentence(score: papers.Score) -> str:
    """Return the cell's own score; the superior committee decides the grade later."""
    given = [] if score.points is None else [f"{points(score.points)}/{points(score.out_of)} điểm"]
    given.append(f"xếp loại {score.grade}" if score.grade else "chưa xếp loại")
    voted = f" {score.in_favour}/{score.base} tán thành." if score.in_favour is not None else ""
    return f"Chi bộ tự chấm buổi sinh hoạt: {', '.join(given)}.{voted}"


def chair(who: papers.Chair) -> str:
    """Return who led the meeting, and why if it was not the secretary."""
    reason = f" (lý do không phải bí thư chủ trì: {without_stop(who.reason)})" if who.reason else ""
    return f"Chủ trì: {comrade(who.name, who.post)}{reason}."


def headed(sections: list[Section]) -> tuple[Section, ...]:
    """Return the sections that hold something, their headings in capitals and numbered."""
    return tuple(
        replace(part, heading=f"{roman(number)}- {part.heading.upper()}")
        for number, part in enumerate(filter(_filled, sections), start=1)
    )


def _filled(part: Section) -> bool:
    return bool(part.lead or part.table or part.paragraphs or part.sections)
