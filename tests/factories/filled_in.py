"""A form as a browser would send it that changed nothing."""

from typing import Any

from django import forms
from django.http import QueryDict

from chibo.quality.forms.parts import Part


def as_sent(part: Part) -> QueryDict:
    """Return what is sent when a part of a sheet is saved as it is shown."""
    sent = QueryDict(mutable=True)
    for section in part.sections:
        if section.form is not None:
            _put(section.form, sent)
        if section.rows is not None:
            _put(section.rows.management_form, sent)
            for form in section.rows:
                _put(form, sent)
    return sent


def _put(form: forms.Form, sent: QueryDict) -> None:
    for field in form:
        widget, value = field.field.widget, field.value()
        if isinstance(widget, forms.MultiWidget):
            ends: list[str] = widget.decompress(value) or []
            names: list[str] = widget.widgets_names  # type: ignore[attr-defined]  # the stubs forgot
            for suffix, end in zip(names, ends, strict=True):
                sent[field.html_name + suffix] = str(end)
        elif isinstance(widget, forms.CheckboxSelectMultiple):
            sent.setlist(field.html_name, [str(one) for one in value or []])
        else:
            sent[field.html_name] = _text(widget.format_value(value))


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return "" if value is None else str(value)
