"""Papers as Word files, from our templates or a committee's own."""

from datetime import UTC, datetime

from chibo.documents.fields import fields
from chibo.documents.papers import Paper
from chibo.documents.word_filling import fill, saved
from chibo.documents.word_templates import default_template
from chibo.documents.wording import compose


def to_word(paper: Paper, *, created_at: datetime, template: bytes | None = None) -> bytes:
    """Return a paper as a Word file (.docx).

    created_at: the moment the file says it was made, aware; not read from a clock.
    template: a committee's own, passed by `check_template`; None means ours.
    """
    sheet = compose(paper)
    filled = fill(template or default_template(sheet.kind), fields(sheet))
    properties = filled.docx.core_properties
    properties.title = sheet.name[:255]  # Word's limit
    properties.author = properties.last_modified_by = sheet.body[:255]
    properties.comments = ""
    properties.language = "vi-VN"
    properties.created = properties.modified = created_at.astimezone(UTC)
    return saved(filled)
