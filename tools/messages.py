"""Find what the screen says: the messages marked for translation in Python and templates."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.template import Engine, Template
from django.template import base as template_base
from django.template.base import Node, Variable
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

from web.words import sentences_in

KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def messages_in(package: Path, engine: Engine) -> Catalog:
    """Return an untranslated catalogue of all messages in a package's Python and templates.

    Raises TemplateSyntaxError for a template that cannot be parsed; then nothing is known.
    """
    found = Catalog()
    for file in sorted(package.rglob("*.py")):
        if "migrations" not in file.parts:
            add_from_python(found, file)
    for file in sorted(package.rglob("templates/**/*")):
        if file.is_file():
            add_from_template(found, file.read_text(encoding="utf-8"), engine, name=str(file))
    return found


def add_from_scripts(found: Catalog, folder: Path) -> None:
    """Add the sentences that the scripts of a folder say."""
    for sentence in sorted(sentences_in(folder)):
        found.add(sentence)


def add_from_python(found: Catalog, file: Path) -> None:
    """Add the messages of a Python file, with comments that begin with "Translators:"."""
    with file.open("rb") as source:
        for _, message, comments, context in extract(
            "python", source, keywords=KEYWORDS, comment_tags=("Translators:",)
        ):
            found.add(message, auto_comments=comments, context=context)


def add_from_template(found: Catalog, source: str, engine: Engine, *, name: str = "") -> None:
    """Add the messages of one template: translate, blocktranslate and _("...") anywhere."""
    with _variables_made() as variables:
        template = Template(source, name=name, engine=engine)
    for variable in variables:
        # Variable marks only _("..."), while {% translate %} marks its own when it renders.
        if variable.translate and isinstance(variable.literal, str):
            found.add(_doubled(variable.literal), context=variable.message_context)
    for node in _nodes(template):
        if isinstance(node, TranslateNode):
            literal = node.filter_expression.var.literal
            if isinstance(literal, str):
                found.add(_doubled(literal), context=_context(node))
        else:
            singular, _ = node.render_token_list(node.singular)
            plural, _ = node.render_token_list(node.plural or [])
            found.add((singular, plural) if plural else singular, context=_context(node))


@contextmanager
def _variables_made() -> Iterator[list[Variable]]:
    """Collect each Variable that the parser makes.

    Watching them being made finds _("...") in the arguments of any tag, ours included; where a
    tag keeps what it was given is its own affair.
    """
    made: list[Variable] = []

    class Watched(Variable):
        def __init__(self, var: Any) -> None:
            super().__init__(var)
            made.append(self)

    with mock.patch.object(template_base, "Variable", Watched):
        yield made


def _nodes(template: Template) -> Iterable[Any]:
    """Yield the translating nodes of a template, however deep."""
    for node in template.nodelist:
        assert isinstance(node, Node)  # noqa: S101 - tells mypy what Django's own lists hold
        yield from node.get_nodes_by_type((TranslateNode, BlockTranslateNode))  # type: ignore[arg-type] # isinstance takes a tuple too


def _context(node: Any) -> str | None:
    """Return the context of a translating node, which must be written out in the template."""
    return node.message_context.resolve({}) if node.message_context else None


def _doubled(literal: str) -> str:
    """Return a literal as Django looks it up: it doubles the percent signs of templates."""
    return literal.replace("%", "%%")
