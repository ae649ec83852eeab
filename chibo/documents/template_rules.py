"""What an uploaded Word template may hold. Call `template_check.check_template` instead.

A template is layout, not a program: it may name fields of its kind, loop over them and ask
whether they are empty. It carries no macros, no foreign objects, and fetches nothing.
"""

import io
import re
import zipfile
from typing import Any

import docx
from docx.oxml import parse_xml
from jinja2 import TemplateSyntaxError, nodes

from chibo.documents.archives import ArchiveTooLarge, NotAnArchive, open_archive
from chibo.documents.fields import Fields, sample_fields, sample_sheet
from chibo.documents.sheets import Kind, Section
from chibo.documents.word_filling import CAGE, WordTemplate, fill, saved

MOST_BYTES = 2 * 1024 * 1024
MOST_UNPACKED = 20 * 1024 * 1024

_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_FOREIGN_PARTS = re.compile(
    r"vbaProject|activeX|embeddings|afchunk|oleObject|\.bin$", re.IGNORECASE
)
_FETCHING_FIELDS = re.compile(rb"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT)\b")
_EXTERNAL = re.compile(rb'<Relationship\b[^>]*TargetMode\s*=\s*["\']External["\'][^>]*>')
_LINK = b"/relationships/hyperlink"

_SAFE_FILTERS = frozenset({"upper", "lower", "join", "length"})
_PLAIN_NODES = (
    nodes.And,
    nodes.Compare,
    nodes.Const,
    nodes.Operand,
    nodes.Or,
    nodes.Not,
    nodes.Output,
    nodes.Template,
    nodes.TemplateData,
)
_LOOP = {"index": "", "index0": "", "first": "", "last": "", "length": ""}


class RefusedTemplate(Exception):
    """A template cannot be used; `about` says what in it, in the words of the template."""

    def __init__(self, about: str = "") -> None:
        super().__init__(about)
        self.about = about


class NotWord(RefusedTemplate):
    """The file is not a Word document (.docx)."""


class TooLarge(RefusedTemplate):
    """The file is larger than a template is, packed or unpacked."""


class ActiveContent(RefusedTemplate):
    """The file has macros or foreign objects, or fetches something from elsewhere."""


class UnknownField(RefusedTemplate):
    """The template names a field that papers of its kind do not have."""


class NotAllowed(RefusedTemplate):
    """The template does more than name fields, loop and ask."""


class BrokenTemplate(RefusedTemplate):
    """The template cannot be filled; `about` is what the filler said."""


class MissingField(RefusedTemplate):
    """The template leaves out a part of the paper; `about` is the key of its section."""


REFUSALS = {
    kind.__name__: kind
    for kind in (
        NotWord,
        TooLarge,
        ActiveContent,
        UnknownField,
        NotAllowed,
        BrokenTemplate,
        MissingField,
    )
}


def examine(content: bytes, kind: Kind) -> None:
    """Refuse a template that is not one, asks for more than it may, or loses what was recorded.

    Raises RefusedTemplate. Not for hostile files in this process: see `check_template`.
    """
    _check_archive(content)
    try:
        template = WordTemplate(io.BytesIO(content))
        sources = _sources(template)
        trees = [CAGE.parse(source) for source in sources]
    except TemplateSyntaxError as error:
        raise BrokenTemplate(error.message or "") from None
    except Exception as error:
        raise NotWord(type(error).__name__) from error
    shape = sample_fields(kind)
    for tree in trees:
        _Reader(shape).check(tree)
    _try(content, kind)


def _check_archive(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise TooLarge
    try:
        archive = open_archive(content, most_bytes=MOST_UNPACKED)
        for name in archive.namelist():
            if _FOREIGN_PARTS.search(name):
                raise ActiveContent(name)
            if name.endswith((".xml", ".rels")):
                _check_part(name, archive.read(name))
        if _MAIN not in archive.read("[Content_Types].xml"):
            raise NotWord
    except ArchiveTooLarge:
        raise TooLarge from None
    except (NotAnArchive, KeyError, zipfile.BadZipFile, RuntimeError, UnicodeDecodeError):
        raise NotWord from None


def _check_part(name: str, xml: bytes) -> None:
    xml.decode("utf-8")  # another encoding could hide what is looked for here
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise ActiveContent(name)
    if b"macroEnabled" in xml or _FETCHING_FIELDS.search(xml):
        raise ActiveContent(name)
    for relation in _EXTERNAL.findall(xml):
        if _LINK not in relation:
            raise ActiveContent(name)


def _sources(template: WordTemplate) -> list[str]:
    """Return the text of every part that is filled, as Jinja will read it."""
    template.init_docx()
    parts = [template.get_xml()]
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        parts += [template.get_part_xml(part) for _, part in template.get_headers_footers(uri)]
    return [template.patch_xml(xml) for xml in parts]


class _Reader:
    """Reads what a template asks for, knowing which names stand for what at each place."""

    def __init__(self, names: Fields) -> None:
        self.names = names

    def check(self, node: nodes.Node) -> None:
        match node:
            case nodes.For():
                self.loop(node)
            case nodes.If():
                self.value(node.test)
                for part in (*node.body, *node.elif_, *node.else_):
                    self.check(part)
            case nodes.Output():
                for part in node.nodes:
                    if isinstance(part, nodes.TemplateData):
                        continue
                    if isinstance(self.value(part), dict | list):
                        raise UnknownField(_written(part))  # a group of fields is no text
            case nodes.Template():
                for part in node.body:
                    self.check(part)
            case _:
                raise NotAllowed(type(node).__name__.lower())

    def loop(self, node: nodes.For) -> None:
        several = self.value(node.iter)
        if not isinstance(several, list):
            raise UnknownField(_written(node.iter))
        if not isinstance(node.target, nodes.Name) or node.recursive:
            raise NotAllowed("for")
        inside = {**self.names, node.target.name: _merged(several), "loop": _LOOP}
        reader = _Reader(inside)
        if node.test:
            reader.value(node.test)
        for part in node.body:
            reader.check(part)
        for part in node.else_:
            self.check(part)

    def value(self, node: nodes.Node) -> Any:
        """Return the shape of what an expression stands for."""
        match node:
            case nodes.Name():
                if node.name not in self.names:
                    raise UnknownField(node.name)
                return self.names[node.name]
            case nodes.Getattr():
                record = self.value(node.node)
                if not isinstance(record, dict) or node.attr not in record:
                    raise UnknownField(_written(node))
                return record[node.attr]
            case nodes.Filter() if node.name in _SAFE_FILTERS and node.node:
                for argument in (node.node, *node.args):
                    self.value(argument)
                return ""
            case _ if isinstance(node, _PLAIN_NODES):
                for part in node.iter_child_nodes():
                    self.value(part)
                return ""
        raise NotAllowed(type(node).__name__.lower())


def _written(node: nodes.Node) -> str:
    """Return a path of fields as it stands in the template."""
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else ""


def _merged(several: list[Any]) -> Any:
    """Return one record or list that has everything that any of several has."""
    if several and all(isinstance(one, dict) for one in several):
        names = dict.fromkeys(name for one in several for name in one)
        return {name: _together([one[name] for one in several if name in one]) for name in names}
    return _together(several)


def _together(values: list[Any]) -> Any:
    if values and all(isinstance(value, list) for value in values):
        return [part for value in values for part in value]
    if values and isinstance(values[0], dict):
        return _merged(values)
    return values[0] if values else ""


def _try(content: bytes, kind: Kind) -> None:
    """Fill a template with the sample of its kind and look whether all of it is there."""
    context = sample_fields(kind)
    try:
        strict = WordTemplate(io.BytesIO(content))
        strict.render_init()
        # docxtpl mends broken XML in silence and loses what it cannot mend.
        parse_xml(strict.build_xml(context, CAGE))
        made = docx.Document(io.BytesIO(saved(fill(content, context))))
    except Exception as error:
        raise BrokenTemplate(str(error)[:200]) from error
    texts = "".join(made.element.body.itertext())
    for section in sample_sheet(kind).sections:
        if not all(text in texts for text in _needed(section)):
            raise MissingField(section.key)


def _needed(section: Section) -> list[str]:
    """Return the texts of a section that no template may lose: all but headings and numbers."""
    rows = section.table.rows if section.table else ()
    smaller = [text for part in section.sections for text in _needed(part)]
    return [
        *section.lead,
        *section.paragraphs,
        *(cell for row in rows for cell in row[1:]),
        *smaller,
    ]
