"""A refusal with its ways out: what cannot be and why, then links to where it is mended."""

from dataclasses import dataclass

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Way:
    """A link out of a refusal: what one does there, and its address."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A sentence, its ways out, and the fields it may stand beside, the likeliest first.

    As text it is what a page shows: the sentence and its links, escaped.
    """

    sentence: str
    ways: tuple[Way, ...] = ()
    fields: tuple[str, ...] = ()

    def __str__(self) -> SafeString:
        links = ((way.url, way.words) for way in self.ways)
        return format_html(
            "{}{}", self.sentence, format_html_join("", ' <a class="way" href="{}">{}</a>', links)
        )


def tell(form: forms.Form, refusal: Refusal) -> None:
    """Put a refusal beside the field of a form that it is about, or above them all."""
    field = next((name for name in refusal.fields if name in form.fields), None)
    form.add_error(field, str(refusal))
    point_out(form)


def point_out(form: forms.Form) -> None:
    """Let the page open at the first field of a form that is wrong."""
    wrong = next((name for name in form.fields if name in form.errors), None)
    if wrong is not None:
        form.fields[wrong].widget.attrs["autofocus"] = True
