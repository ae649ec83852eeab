"""Why forms and requests could not be written, in words that say what to do."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.base.refusals import Refusal, Way
from chibo.base.templatetags.words import day
from chibo.quality.showing.boards import span_name
from chibo.reports.actions import own_forms, requests
from chibo.reports.catalogue import lines
from chibo.reports.showing.figures import language
from chibo.reports.showing.units import name_of


def form_refusal(error: own_forms.CannotKeepForm) -> Refusal:
    """Return why a form cannot be changed, put in force or ended, and what to do instead."""
    match error:
        case own_forms.FormInForce():
            return Refusal(
                _(
                    "This form is in force, so it stays as it is. Begin a new version and change that."
                )
            )
        case own_forms.FormNotInForce():
            return Refusal(_("This form is a draft: change it, or put it in force first."))
        case own_forms.NoLines():
            return Refusal(
                _("The form has no line that is counted. Add one from the catalogue first.")
            )
        case own_forms.UnknownLine():
            return Refusal(
                _("One of these lines is not known any more. Choose from the list below.")
            )
        case own_forms.HasNextVersion(version=version):
            return Refusal(
                _("The next version of this form is there already."),
                (Way(_("Open it"), reverse("reports:own_form", args=[version.pk])),),
            )
        case own_forms.BeginsTooEarly(earlier=earlier):
            return Refusal(
                _(
                    "The version before it is in force from %(earlier)s. Choose a day from %(first)s on."
                )
                % {"earlier": day(earlier), "first": day(earlier + timedelta(days=1))},
                fields=("since",),
            )
        case own_forms.EndsTooEarly():
            return Refusal(
                _("It has to end after it begins. Choose a later day."), fields=("until",)
            )
    return Refusal(_("This form cannot be kept as it stands."))


def request_refusal(error: requests.CannotAsk, asking: requests.Asking, today: date) -> Refusal:
    """Return why a request cannot be sent, and where what it asks for stands."""
    match error:
        case requests.SaysNothing():
            return Refusal(_("Write in full what you want to know."), fields=("question",))
        case requests.DueTooEarly():
            return Refusal(
                _("Give a day after %(today)s, so that there is time to answer.")
                % {"today": day(today)},
                fields=("due_on",),
            )
        case requests.NobodyAsked():
            return Refusal(
                _("No such organisation stands below this one. Choose others."), fields=("to",)
            )
        case requests.HeldAlready(match=match):
            line = lines()[match.key]
            url = reverse("reports:figure", args=[asking.unit.code, asking.span.key, match.key])
            words = {"name": line.name[language()], "span": span_name(asking.span)}
            if match.is_exact:
                return Refusal(
                    _("“%(name)s” of %(span)s is held already. The cells are not asked again.")
                    % words,
                    (Way(_("See it here"), url),),
                    fields=("question",),
                )
            return Refusal(
                _(
                    "“%(name)s” of %(span)s is held already and comes near to this question. If it does not answer it, write below why it is asked all the same; those asked read the reason."
                )
                % words,
                (Way(_("See it here"), url),),
                fields=("question",),
            )
        case requests.AskedAlready(answer=answer):
            return Refusal(
                _(
                    "%(asker)s asked the same about the same months on %(day)s, with %(unit)s among those asked. Nobody is asked twice."
                )
                % {
                    "asker": name_of(answer.request.unit),
                    "day": day(answer.request.sent_at),
                    "unit": name_of(answer.unit),
                },
                (
                    Way(
                        _("See the answer"),
                        reverse("reports:answer", args=[answer.request_id, answer.unit.code]),
                    ),
                ),
                fields=("question",),
            )
        case requests.CostNotSeen():
            return Refusal(_("The cost is another one now. Look at it below, then send."))
    return Refusal(_("This request cannot be sent as it stands."))
