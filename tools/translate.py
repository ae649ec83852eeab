"""Keep the translations complete: python -m tools.translate [--check | --compile | ...].

Without options it adds new messages to every catalogue and compiles them. To translate, write
into locale/vi/LC_MESSAGES/django.po; when several people do so at once, write a small .po with
your own messages and give it to --take.
"""

import os
import sys
from argparse import ArgumentParser
from pathlib import Path

from babel.messages.catalog import Catalog

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # so that tools/translate.py runs as a script, too

from tools import catalogues  # noqa: E402 - needs the line above

FILES = [ROOT / f"locale/{language}/LC_MESSAGES/django.po" for language in ("en", "vi")]


def main() -> int:
    """Do what the options say; 1 when a check found faults."""
    options = ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true", help="list faults and change nothing")
    options.add_argument("--compile", action="store_true", help="write the .mo files only")
    options.add_argument("--prune", action="store_true", help="forget obsolete messages")
    options.add_argument("--take", type=Path, metavar="PO", help="take translations from a file")
    chosen = options.parse_args()

    if chosen.check:
        return check()
    if not chosen.compile:
        update(take=chosen.take, prune=chosen.prune)
    for file in FILES:
        catalogues.compile_to_mo(file)
    return 0


def check() -> int:
    """Print the faults of every catalogue; 1 if there are any."""
    found = our_messages()
    lines = [
        f"{file.relative_to(ROOT)}: {fault}"
        for file in FILES
        for fault in catalogues.faults(catalogues.read(file), wanted(file, found))
    ]
    sys.stdout.writelines(f"{line}\n" for line in lines)
    if lines:
        sys.stdout.write(
            f"{len(lines)} faults. New messages: make translate, then write the translations. "
            "Obsolete ones: python -m tools.translate --prune\n"
        )
    return int(bool(lines))


def update(*, take: Path | None, prune: bool) -> None:
    """Bring every catalogue up to date with the sources.

    take: a catalogue of Vietnamese translations to take over first.
    prune: whether to forget translations that no source uses any more.
    """
    found = our_messages()
    for file in FILES:
        with catalogues.alone_in(file.parent):
            catalogue = catalogues.read(file)
            catalogues.merge(catalogue, wanted(file, found))
            if take and file.parent.parent.name == "vi":
                catalogues.take(catalogue, catalogues.read_as(take, "vi"))
            if prune:
                catalogue.obsolete.clear()
            catalogues.write(file, catalogue)


def wanted(file: Path, found: Catalog) -> Catalog:
    """Return the messages a catalogue must have: English needs only what has a plural."""
    return catalogues.only_plurals(found) if file.parent.parent.name == "en" else found


def our_messages() -> Catalog:
    """Return the messages of the package, read with its own templates' tags."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.settings")
    # Imported here because compiling needs no Django, and make compiles first.
    import django
    from django.template import engines
    from django.template.backends.django import DjangoTemplates

    from tools.messages import add_from_scripts, messages_in

    django.setup()
    backend = engines["django"]
    assert isinstance(backend, DjangoTemplates)  # noqa: S101 - tells mypy what settings say
    found = messages_in(ROOT / "chibo", backend.engine)
    add_from_scripts(found, ROOT / "web")
    return found


if __name__ == "__main__":
    sys.exit(main())
