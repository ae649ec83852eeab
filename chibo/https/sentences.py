"""What refusals of HTTPS say at the terminal, with what to do next."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from chibo.base.time import LOCAL
from chibo.https.actions import AuthorityEnded
from chibo.https.given import Refused, Why
from chibo.https.queries import Unreadable

_SENTENCES = {
    Why.NO_FILE: gettext_noop(
        "%(file)s cannot be read. Check the name, and that the account of Chibo may read it."
    ),
    Why.NO_CERTIFICATE: gettext_noop(
        "%(file)s holds no certificate. Give the file with BEGIN CERTIFICATE in it (PEM)."
    ),
    Why.NO_KEY: gettext_noop(
        "%(file)s holds no key. Give the file with BEGIN PRIVATE KEY in it (PEM)."
    ),
    Why.LOCKED_KEY: gettext_noop(
        "The key in %(file)s has a password, and nobody could type it when the machine starts. "
        "Give one without."
    ),
    Why.NO_FIT: gettext_noop(
        "%(key)s is not the key of %(certificate)s. Give the two files that were issued together."
    ),
    Why.ENDED: gettext_noop(
        "%(certificate)s ended on %(day)s. Have it renewed, or leave --certificate out to use "
        "Chibo's own authority."
    ),
    Why.NOT_YET: gettext_noop(
        "%(certificate)s holds from %(day)s only. Check the clock of this machine."
    ),
    Why.OTHER_HOST: gettext_noop(
        "The certificate names %(named)s, and this machine is called %(host)s. Put the name that "
        "people type into CHIBO_HOSTS, or give the certificate of this machine."
    ),
}


def refusal(error: Exception) -> str:
    """Return the sentence about a refusal; empty when the error is none."""
    match error:
        case Refused():
            return _(_SENTENCES[error.why]) % {
                name: f"{value.astimezone(LOCAL):%d/%m/%Y}"
                if isinstance(value, datetime)
                else value
                for name, value in error.detail.items()
            }
        case Unreadable():
            return _(
                "%(place)s is damaged. Take it out of a backup, or run chibo serve --new-authority."
            ) % {"place": error}
        case AuthorityEnded():
            return _("The authority's ten years are over. Run chibo serve --new-authority.")
    return ""
