"""What is wrong with a sheet, in words: the check, the editor and the refusals say the same."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from chibo.quality.rules.findings import Fault, Finding
from chibo.quality.rules.measuring import MEASURES, MeasureUnit
from chibo.quality.showing.conditions import condition_words

_SENTENCES = {
    Fault.TOO_LONG: gettext_noop("The file is too long for a score sheet."),
    Fault.NOT_YAML: gettext_noop(
        "This is no YAML. Look at the indentation, and put conditions in quotes, as in "
        '">= 90". References (& and *) are not taken.'
    ),
    Fault.TWICE_IN_FILE: gettext_noop('"%(word)s" stands here twice.'),
    Fault.UNKNOWN_WORD: gettext_noop('A sheet has no word "%(word)s" here.'),
    Fault.MISSING_WORD: gettext_noop('"%(word)s" is missing here.'),
    Fault.WRONG_VALUE: gettext_noop('"%(word)s" cannot be "%(value)s"; it can be: %(allowed)s.'),
    Fault.NO_SUCH_DAY: gettext_noop('There is no day "%(value)s". Write days as 2026-01-31.'),
    Fault.NOT_A_CONDITION: gettext_noop(
        '"%(value)s" is no condition. Write one as ">= 75 and < 90", "= 0" or "yes".'
    ),
    Fault.UNKNOWN_BASE: gettext_noop('There is no sheet "%(base)s" to go on with.'),
    Fault.NO_GROUPS: gettext_noop("The sheet has no criteria."),
    Fault.NO_CRITERIA: gettext_noop('The heading "%(title)s" has no criteria.'),
    Fault.SUM_OF_GROUP: gettext_noop(
        "The criteria of group %(at)s come to %(added)s points, the group has %(points)s."
    ),
    Fault.SUM_OF_SHEET: gettext_noop(
        "The groups come to %(added)s points, the sheet has %(total)s."
    ),
    Fault.KEY_TWICE: gettext_noop("Two criteria or groups are called %(at)s."),
    Fault.NAME_TWICE: gettext_noop('Two grades or levels are called "%(at)s".'),
    Fault.UNKNOWN_MEASURE: gettext_noop('There is no measure "%(measure)s".'),
    Fault.WRONG_PERIOD: gettext_noop(
        'The measure "%(measure)s" is of another period: one of a meeting grades meetings, one of '
        "a year grades years."
    ),
    Fault.NO_MEASURE: gettext_noop("This kind of criterion needs a measure."),
    Fault.NO_BANDS: gettext_noop("The criterion has no bands."),
    Fault.UNKNOWN_MARK: gettext_noop('The measure knows no mark "%(mark)s". Use a number.'),
    Fault.NEVER: gettext_noop('No value can be "%(when)s".'),
    Fault.OVERLAP: gettext_noop(
        'The bands "%(one)s" and "%(other)s" overlap: both hold for %(both)s.'
    ),
    Fault.TOO_MANY_POINTS: gettext_noop(
        "The band gives %(points)s points, the criterion at most %(most)s."
    ),
    Fault.NEVER_FULL: gettext_noop("No band gives the full %(most)s points."),
    Fault.ORDER: gettext_noop(
        "The grade %(at)s is out of order: write grades from best to worst, each with its own "
        "lower threshold."
    ),
    Fault.LAST_GRADE: gettext_noop(
        "The last grade takes what is left: it has no threshold, and every other has one."
    ),
    Fault.UNKNOWN_GRADE: gettext_noop('The sheet has no grade or level "%(at)s".'),
    Fault.UNKNOWN_CRITERION: gettext_noop("The sheet has no criterion %(at)s to name here."),
    Fault.POINTS_OR_LEVELS: gettext_noop(
        "A sheet gives points (a total, and points for every criterion that is not only passed or "
        "failed) or levels (and then no points). Here it is neither or both."
    ),
    Fault.UNTIL_BEFORE_SINCE: gettext_noop("The sheet ends before it begins."),
    Fault.GAP: gettext_noop(
        "%(measure)s: no band says what %(gap)s gets. The sheet's own words: %(says)s. Settle it before use."
    ),
    Fault.NO_OTHERWISE: gettext_noop(
        '"%(title)s" does not always apply, and the sheet does not say what becomes of its '
        "%(points)s points then: full, spread over others, or left out. Settle it before use."
    ),
    Fault.NORM_GAP: gettext_noop(
        "No length is asked of cells with %(gap)s members. Settle it before use."
    ),
}


def sentence(finding: Finding) -> str:
    """Return what is wrong, without its place."""
    facts = {"at": finding.at, **finding.facts, **_spoken(finding)}
    words = _(_SENTENCES[finding.fault]) % facts
    if finding.facts.get("near"):
        words += " " + _('Did you mean "%(near)s"?') % facts
    if finding.facts.get("norm"):
        words += " " + _("(With %(norm)s minutes asked.)") % facts
    return words


_CONDITIONS = ("gap", "both", "one", "other", "when")


def _spoken(finding: Finding) -> dict[str, str]:
    """The conditions among the facts as one reads them."""
    unit = finding.facts.get("unit", MeasureUnit.COUNT)
    spoken = {
        name: condition_words(finding.facts[name], unit)
        for name in _CONDITIONS
        if name in finding.facts
    }
    if "says" in finding.facts:
        spoken["measure"] = _(MEASURES[finding.facts["measure"]].title)
        lines = (line.split("\t") for line in finding.facts["says"].splitlines())
        spoken["says"] = "; ".join(f"{condition_words(when, unit)}: {to}" for when, to in lines)
    return spoken


def placed(finding: Finding) -> str:
    """Return what is wrong with its line, and the criterion where there is one."""
    place = (
        _("Line %(line)s") % {"line": finding.line}
        if finding.line
        else _("In the sheet it goes on with")
    )
    if finding.at:
        place = f"{place}, {finding.at}"
    return f"{place}: {sentence(finding)}"
