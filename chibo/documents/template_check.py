"""Checking a Word template that a committee uploads."""

from pathlib import Path

from chibo.documents.isolated import LIMITS, ChildFailed, Limits, ask
from chibo.documents.sheets import Kind
from chibo.documents.template_rules import MOST_BYTES, REFUSALS, BrokenTemplate, TooLarge

_CHILD = Path(__file__).with_name("template_child.py")


def check_template(content: bytes, kind: Kind, *, limits: Limits = LIMITS) -> None:
    """Refuse a template that cannot be used for a kind of paper; return if it can.

    Takes about a second: a child process fills it with the sample paper of the kind.

    Raises NotWord, TooLarge, ActiveContent, UnknownField, NotAllowed, BrokenTemplate or
    MissingField (all RefusedTemplate of `template_rules`).
    """
    if len(content) > MOST_BYTES:
        raise TooLarge
    try:
        answer = ask(_CHILD, content, kind.value, limits=limits)
    except ChildFailed:
        raise BrokenTemplate("child failed") from None
    if "refused" in answer:
        raise REFUSALS[answer["refused"]](answer["about"])
