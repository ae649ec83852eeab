"""What a refused Word template says: what is wrong with it, and what to do."""

from difflib import get_close_matches

from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.base.refusals import Refusal, Way
from chibo.documents.actions import Classified
from chibo.documents.fields import MEANINGS, field_names
from chibo.documents.sheets import Kind
from chibo.documents.template_rules import (
    ActiveContent,
    BrokenTemplate,
    MissingField,
    NotAllowed,
    NotWord,
    RefusedTemplate,
    TooLarge,
    UnknownField,
)


def refusal(error: RefusedTemplate, kind: Kind, unit_code: str) -> Refusal:
    """Return the refusal of a template that a unit gave, with the ways out of it.

    kind: of paper, whose fields an unknown one is compared with.

    Raises KeyError for a refusal that has no sentence: a bug, to be seen as one.
    """
    ours = reverse("documents:template_file", args=[unit_code, kind.value, "ours"])
    ways: tuple[Way, ...] = ()
    match error:
        case UnknownField():
            ways = (Way(_("See the fields it may name"), "#fields"),)
        case MissingField() | NotAllowed() | BrokenTemplate() | ActiveContent():
            ways = (Way(_("Take our template to compare"), ours),)
    return Refusal(_sentence(error, kind), ways, ("file",))


def _sentence(error: RefusedTemplate, kind: Kind) -> str:
    match error:
        case UnknownField(about=about):
            return _unknown(about, kind)
        case MissingField(about=about):
            return _(
                "The template leaves out “%(part)s” (%(field)s), so something recorded would be lost. Put it back, as in our template."
            ) % {"part": MEANINGS.get(about, about), "field": about}
        case NotWord():
            return _(
                "The file is not a Word document. Save it in Word as “Word Document (.docx)”, then upload that."
            )
        case TooLarge():
            return _("The file is larger than 2 MB. Make the pictures in it smaller.")
        case ActiveContent():
            return _(
                "The file has macros or fetches something from elsewhere. Save it as a plain .docx without them."
            )
        case NotAllowed(about=about):
            return _(
                "The template does more than name fields (%(what)s). Use only the fields listed below, as our template does."
            ) % {"what": about}
        case BrokenTemplate(about=about):
            return _(
                "The template cannot be filled: %(what)s. Look for a bracket that is missing, {{ … }} or {%% … %%}."
            ) % {"what": about}
        case Classified():
            return _(
                "The file is marked secret, so it is not taken. A template must carry no mark of secrecy: take it out, then upload again."
            )
    raise KeyError(type(error).__name__)


def _unknown(field: str, kind: Kind) -> str:
    known = {part for path in field_names(kind) for part in path.replace("[]", "").split(".")}
    near = get_close_matches(field.rpartition(".")[2], sorted(known), n=1)
    if near:
        return _(
            "The template names a field that does not exist: %(field)s. Perhaps %(near)s is meant: put it right in Word, then upload again."
        ) % {"field": field, "near": near[0]}
    return _(
        "The template names a field that does not exist: %(field)s. Put one of the list in its place, then upload again."
    ) % {"field": field}
