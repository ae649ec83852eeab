"""Papers as PDF/A, set by typst in this process.

What people wrote reaches the typesetter as JSON, never as markup. The same papers and the same
moment give the same bytes.
"""

import dataclasses
import json
import threading
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final, cast

import typst

from chibo.documents.cleaning import each_text
from chibo.documents.glyphs import FONTS, REGULAR, FontsMissing, drawable
from chibo.documents.papers import Paper
from chibo.documents.wording import compose

_TEMPLATE = Path(__file__).parent / "typst" / "paper.typ"
# Archives keep PDF/A-2b: it looks the same in fifty years.
_STANDARD: Final = "a-2b"

# A compiler cannot be used by two threads at once, and keeps what it has read: one, one by one.
_one_at_a_time = threading.Lock()


def to_pdf(papers: Sequence[Paper], *, created_at: datetime) -> bytes:
    """Return papers, one after the other in one file, as PDF/A-2b.

    papers: at least one; title and author of the file come from the first.
    created_at: the moment the file says it was made, aware; not read from a clock.

    Raises FontsMissing if the document fonts are not installed.
    """
    words = words_of(papers)
    with _one_at_a_time:
        made = compiler().compile(
            format="pdf",
            sys_inputs={"sheets": words},
            pdf_standards=_STANDARD,
            timestamp=int(created_at.timestamp()),
        )
    return cast("bytes", made)  # one file, since no path and the format pdf were asked for


def words_of(papers: Sequence[Paper]) -> str:
    """Return what the typesetter is given of papers: their sheets as JSON."""
    sheets = [each_text(compose(paper), drawable) for paper in papers]
    return json.dumps([dataclasses.asdict(sheet) for sheet in sheets], ensure_ascii=False)


@cache
def compiler() -> typst.Compiler:
    """Return the typesetter with our fonts, made once.

    Raises FontsMissing.
    """
    if not REGULAR.exists():
        raise FontsMissing(REGULAR.name)
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]
    )
    return typst.Compiler(_TEMPLATE, root=_TEMPLATE.parent, font_paths=fonts)
