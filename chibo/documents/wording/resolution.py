"""The sentences of a resolution."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from chibo.documents import papers
from chibo.documents.sheets import Column, Kind, Section, Sheet, Table
from chibo.documents.wording import common
from chibo.documents.wording.phrases import (
    capital,
    clock_and_date,
    comrade,
    paragraphs,
    sentence,
    share,
)

TITLE = "NGHỊ QUYẾT"

_RESULTS = (
    Column("tt", "TT", 100, centred=True),
    Column("nhiem_vu", "Nhiệm vụ", 550),
    Column("phu_trach", "Phụ trách", 390),
    Column("tinh_hinh", "Tình hình", 250),
    Column("ket_qua", "Kết quả", 360),
)
_RESPONSIBLE = (
    "Mỗi đảng viên được phân công chịu trách nhiệm trước chi bộ về kết quả nhiệm vụ của mình "
    "và báo cáo tại buổi sinh hoạt kế tiếp."
)
_FOLLOWED = "Chi ủy, bí thư đôn đốc, kiểm tra việc thực hiện Nghị quyết này."


def resolution(paper: papers.Resolution) -> Sheet:
    """Return the sheet of a resolution."""
    results = tuple(_results(paper))
    sections = []
    if results or paper.last_period:
        heading = f"Kết quả thực hiện nhiệm vụ {paper.last_period}".strip()
        sections.append(Section("ket_qua", heading, sections=_numbered(results)))
    sections += [
        Section(
            "nhiem_vu",
            f"Nhiệm vụ {paper.next_period}" if paper.next_period else "Nội dung quyết nghị",
            lead=paragraphs("", paper.directions),
            table=common.tasks_table(paper.tasks) if paper.tasks else None,
        ),
        Section("phan_cong", "Tổ chức thực hiện", paragraphs=_assignment(paper)),
    ]
    if paper.score:
        score = (common.score_sentence(paper.score),)
        sections.append(Section("tu_cham", "Chi bộ tự chấm điểm", paragraphs=score))
    return common.sheet(
        kind=Kind.RESOLUTION,
        title=TITLE,
        subject=paper.subject,
        paper=paper,
        sections=(
            Section("mo_dau", paragraphs=_preamble(paper)),
            *common.headed(sections),
            Section("bieu_quyet", paragraphs=(_vote(paper.vote),)),
        ),
        signatures=(paper.signature,),
        sent_to=paper.recipients,
        annex=_annex(paper.annex),
    )


def _preamble(paper: papers.Resolution) -> tuple[str, ...]:
    body = capital(paper.head.body)
    met = f"{body} {paper.meeting} lúc {clock_and_date(paper.held_at)}, tại {paper.place}"
    counted = f"{common.membership(paper.counts)} {common.attendance(paper.counts)}"
    led = f"{common.chair(paper.chair)} Thư ký: {comrade(paper.meeting_secretary)}."
    by_minutes = f" (Biên bản số {paper.minutes_number})" if paper.minutes_number else ""
    decided = f"Sau khi thảo luận{by_minutes}, chi bộ quyết nghị như sau:"
    return (sentence(met), counted, led, decided)


def _results(paper: papers.Resolution) -> Iterator[Section]:
    if paper.ideology:
        yield _part("Công tác tư tưởng", paper.ideology)
    if paper.politics:
        yield _part("Thực hiện nhiệm vụ chính trị", paper.politics)
    if paper.results:
        of = paper.last_resolution or "nghị quyết kỳ trước"
        yield Section("muc", f"Kết quả thực hiện {of}", table=_results_table(paper.results))
    if paper.praise:
        yield _part("Biểu dương", paper.praise)
    if paper.shortcomings:
        yield _part("Hạn chế và nguyên nhân", paper.shortcomings)


def _part(heading: str, text: str) -> Section:
    return Section("muc", heading, paragraphs=paragraphs("", text))


def _numbered(parts: Iterable[Section]) -> tuple[Section, ...]:
    return tuple(
        replace(part, heading=f"{number}. {part.heading}")
        for number, part in enumerate(parts, start=1)
    )


def _results_table(results: tuple[papers.TaskResult, ...]) -> Table:
    rows = tuple(
        (str(number), done.task, done.owner, done.state, done.result)
        for number, done in enumerate(results, start=1)
    )
    return Table(_RESULTS, rows)


def _assignment(paper: papers.Resolution) -> tuple[str, ...]:
    given = (_RESPONSIBLE,) if paper.tasks else ()
    return (*paragraphs("", paper.assignment), *given, _FOLLOWED)


def _vote(vote: papers.VoteResult) -> str:
    reached = f", đạt {share(vote.in_favour, vote.base)}" if vote.base > 0 else ""
    carried = "biểu quyết thông qua" if vote.carried else "biểu quyết, không thông qua"
    return (
        f"Nghị quyết này được chi bộ {carried}: {vote.in_favour}/{vote.base} đảng viên có quyền "
        f"biểu quyết tán thành{reached}."
    )


def _annex(annex: papers.Annex | None) -> Section | None:
    if annex is None:
        return None
    return Section("phu_luc", annex.title.upper(), paragraphs=paragraphs("", annex.text))
