"""Putting a committee's own Word template in force, and going back to ours."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction

from chibo.audit.log import record
from chibo.base.text import nfc
from chibo.base.time import local_day
from chibo.base.uploads import Upload
from chibo.documents.models import CommitteeTemplate
from chibo.documents.reading import UnreadableFile, extract_text
from chibo.documents.secrecy import classification_mark
from chibo.documents.sheets import Kind
from chibo.documents.template_check import check_template
from chibo.documents.template_rules import MOST_BYTES, NotWord, RefusedTemplate, TooLarge
from chibo.units.models import Unit


class Classified(RefusedTemplate):
    """The file bears a mark of secrecy."""


def put_in_force(
    *, unit: Unit, kind: Kind, upload: Upload, by: str, at: datetime
) -> CommitteeTemplate:
    """Use a Word file for papers of a kind from today; the one in force before ends.

    The same file twice changes nothing. Papers already in the book keep their text: a template
    is only their dress.

    Raises Classified, or what `check_template` raises (all RefusedTemplate); then nothing has
    changed.
    """
    if (upload.size or 0) > MOST_BYTES:
        raise TooLarge
    content = upload.read()
    name = nfc(upload.name or "")
    if classification_mark(name, ""):
        raise Classified
    check_template(content, kind)
    if classification_mark("", _text(content)):
        raise Classified
    today = local_day(at)
    digest = sha256(content).hexdigest()
    with transaction.atomic(durable=True):
        former = _locked(unit, kind)
        if former is not None:
            if former.sha256 == digest:
                return former
            former.until = today
            former.save(update_fields=["until"])
        template = CommitteeTemplate.objects.create(
            unit=unit,
            kind=kind,
            since=today,
            file_name=name[:200],
            content=content,
            sha256=digest,
            put_by=by,
        )
        record(
            "template.put_in_force", template, by=by, at=at, unit_code=unit.code, kind=kind.value
        )
    return template


def end_template(*, unit: Unit, kind: Kind, by: str, at: datetime) -> None:
    """End a unit's own template from today; papers use that of the unit above, or ours.

    Without one in force nothing changes.
    """
    with transaction.atomic(durable=True):
        template = _locked(unit, kind)
        if template is not None:
            template.until = local_day(at)
            template.save(update_fields=["until"])
            record("template.ended", template, by=by, at=at, unit_code=unit.code, kind=kind.value)


def _locked(unit: Unit, kind: Kind) -> CommitteeTemplate | None:
    # The unit is the lock: a first template has no row of its own yet.
    Unit.objects.select_for_update().get(pk=unit.pk)
    return CommitteeTemplate.objects.filter(unit=unit, kind=kind, until=None).first()


def _text(content: bytes) -> str:
    try:
        return extract_text(content)
    except UnreadableFile as error:
        raise NotWord(type(error).__name__) from error
