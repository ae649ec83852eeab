"""Filling a Word template: docxtpl, with templates compiled once and kept in a cage.

Templates come from users: they may name fields, loop over them and ask whether they are empty.
They cannot call, compute or reach into Python.
"""

import io
from functools import lru_cache
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from chibo.documents.fields import Fields

CAGE = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
CAGE.globals.clear()


class WordTemplate(DocxTemplate):  # type: ignore[misc] # docxtpl does not say its types
    """A Word template that fills quickly and leaves people's text as it is."""

    def patch_xml(self, src_xml: str) -> str:
        """Return the XML with docxtpl's own tags made into Jinja's; done once per text."""
        return _patched(src_xml)

    def render_xml_part(
        self,
        src_xml: str,
        part: Any,
        context: Fields,
        jinja_env: Any = None,
    ) -> str:
        """Return one part filled.

        docxtpl would then turn "{_{" into "{{" and line ends into breaks, also in what people
        wrote. Ours has neither line ends nor escapes, so nothing is changed after filling.
        """
        return _compiled(src_xml).render(context)

    def render_properties(self, context: Fields, jinja_env: Any = None) -> None:
        """Leave the file's properties alone: `fill` sets them."""


def fill(template: bytes, context: Fields) -> WordTemplate:
    """Return a template filled with fields, ready to be saved.

    Raises whatever docxtpl, Jinja or lxml raise if the template is broken; a template that
    `check_template` let pass is not.
    """
    filled = WordTemplate(io.BytesIO(template))
    filled.render(context, CAGE, autoescape=True)
    return filled


def saved(filled: WordTemplate) -> bytes:
    """Return the bytes of a filled template."""
    file = io.BytesIO()
    filled.save(file)
    return file.getvalue()


@lru_cache(maxsize=64)
def _patched(src_xml: str) -> str:
    return str(DocxTemplate.patch_xml(None, src_xml))


@lru_cache(maxsize=64)
def _compiled(src_xml: str) -> Template:
    return CAGE.from_string(src_xml)
