"""Read, compare and write the catalogues of translations, without GNU gettext."""

import fcntl
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|(?<!%)%[sd]|\{\w*\}")

# Without a date: a new date in each commit would be a conflict in each merge.
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


def read(file: Path) -> Catalog:
    """Read a catalogue; its language is the name of the second directory above it."""
    return read_as(file, file.parent.parent.name)


def read_as(file: Path, language: str) -> Catalog:
    """Read a catalogue that lies anywhere."""
    with file.open("rb") as source:
        return read_po(source, locale=language)


def write(file: Path, catalogue: Catalog) -> None:
    """Replace a catalogue in one step, sorted by message, so that others never see half of it."""
    body = BytesIO()
    write_po(body, catalogue, width=100, no_location=True, omit_header=True, sort_output=True)
    header = HEADER.format(language=catalogue.locale, plurals=catalogue.plural_forms)
    _replace(file, header.encode() + body.getvalue().strip() + b"\n")


def compile_to_mo(file: Path) -> None:
    """Write the .mo that Django reads, beside the .po."""
    compiled = BytesIO()
    write_mo(compiled, read(file))
    _replace(file.with_suffix(".mo"), compiled.getvalue())


@contextmanager
def alone_in(directory: Path) -> Iterator[None]:
    """Hold a directory against other runs of this tool until the block ends."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def merge(catalogue: Catalog, found: Catalog) -> None:
    """Bring a catalogue up to date; what is no longer found stays at its end as obsolete.

    An obsolete message that is found again gets its translation back.
    """
    for message in catalogue.obsolete.values():
        catalogue[message.id] = message
    catalogue.obsolete.clear()
    catalogue.update(found, no_fuzzy_matching=True)


def take(catalogue: Catalog, other: Catalog) -> None:
    """Take over the translations that another catalogue has for messages of this one."""
    for message in other:
        mine = catalogue.get(message.id, message.context)
        if mine and message.id and is_translated(message):
            mine.string = message.string
            mine.flags.discard("fuzzy")


def only_plurals(found: Catalog) -> Catalog:
    """Return the messages that even their own language must spell out: those with a plural."""
    plurals = Catalog()
    for message in found:
        if message.pluralizable:
            plurals.add(message.id, message.id, context=message.context)
    return plurals


def faults(catalogue: Catalog, found: Catalog) -> list[str]:
    """Return a line for each message that is missing, fuzzy, obsolete or loses a placeholder."""
    lines = []
    for wanted in found:
        message = catalogue.get(wanted.id, wanted.context)
        if not wanted.id:
            continue
        if message is None or not is_translated(message) or message.id != wanted.id:
            lines.append(f"missing: {_name(wanted)}")
        elif message.fuzzy:
            lines.append(f"fuzzy: {_name(wanted)}")
        elif not keeps_placeholders(message):
            lines.append(f"placeholders differ: {_name(wanted)}")
    known = {(_name(message), message.context) for message in found}
    lines += [
        f"obsolete: {_name(message)}"
        for message in [*catalogue, *catalogue.obsolete.values()]
        if message.id and (_name(message), message.context) not in known
    ]
    return lines


def is_translated(message: Message) -> bool:
    """Say whether every form of a message has a translation."""
    return all(_forms(message.string))


def keeps_placeholders(message: Message) -> bool:
    """Say whether a translation has just the placeholders of its message.

    The first of several forms may leave some out: "one meeting" needs no number.
    """
    wanted = set(PLACEHOLDER.findall(_forms(message.id)[-1]))
    forms = [set(PLACEHOLDER.findall(form)) for form in _forms(message.string)]
    return forms[-1] == wanted and all(form <= wanted for form in forms)


def _forms(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [text or ""] if isinstance(text, str | None) else list(text)


def _name(message: Message) -> str:
    return repr(_forms(message.id)[0])


def _replace(file: Path, content: bytes) -> None:
    """Write beside a file, then rename over it."""
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as draft:
        draft.write(content)
    Path(draft.name).chmod(0o644)
    Path(draft.name).replace(file)
