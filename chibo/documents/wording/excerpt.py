"""The sentences of an excerpt: one decision, and where it stands in full."""

from collections.abc import Iterator

from chibo.base.time import local_day
from chibo.documents import papers
from chibo.documents.papers import Source
from chibo.documents.sheets import Kind, Section, Sheet
from chibo.documents.wording import common
from chibo.documents.wording.phrases import capital, full_date, paragraphs, without_stop

_NAMES = {Source.MINUTES: "Biên bản", Source.RESOLUTION: "Nghị quyết"}


def excerpt(paper: papers.Excerpt) -> Sheet:
    """Return the sheet of an excerpt."""
    source = _NAMES[paper.source]
    title = f"TRÍCH {source.upper()}"
    subject = f"Về việc {paper.about}"
    return common.sheet(
        kind=Kind.EXCERPT,
        title=title,
        subject=subject,
        paper=paper,
        sections=(
            Section("mo_dau", paragraphs=(_met(paper),)),
            Section("noi_dung", paragraphs=tuple(_decision(paper))),
            Section("trich_dung", paragraphs=(_true_copy(paper, source),)),
        ),
        signatures=(paper.signature,),
        sent_to=paper.recipients,
    )


def _met(paper: papers.Excerpt) -> str:
    when = full_date(local_day(paper.held_at))
    body = capital(paper.head.body)
    return (
        f"Ngày{when.removeprefix('ngày')}, tại {paper.place}, {body} {paper.meeting}; "
        f"có mặt {paper.present}/{paper.must_attend} đảng viên phải dự. "
        f"Chi bộ đã thảo luận và quyết định về việc {without_stop(paper.about)}."
    )


def _decision(paper: papers.Excerpt) -> Iterator[str]:
    yield from paragraphs("", paper.text)
    yield from paragraphs("Kết luận: ", paper.conclusion)
    yield from map(common.vote_sentence, paper.votes)
    yield from map(common.task_sentence, paper.tasks)


def _true_copy(paper: papers.Excerpt, source: str) -> str:
    return f"Trích đúng theo {source} số {paper.number}, {full_date(paper.issued)}, lưu tại chi bộ."
