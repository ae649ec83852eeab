"""Composing a form, putting it in force, and what stays as it is."""

from datetime import date

import pytest

from chibo.reports.actions import own_forms as actions
from chibo.reports.models import ReportForm
from chibo.reports.queries.own_forms import entries_of, forms_for
from chibo.reports.rules.composing import Entry, NoEntry
from tests import factories
from tests.factories.meetings import Village
from tests.factories.reporting import BY, draft_form, form_in_force, own_line
from tests.factories.watching import logged, refused

pytestmark = pytest.mark.django_db

JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 1)


def test_a_form_is_put_together_line_by_line(village: Village) -> None:
    with logged("form.begun", "TT"):
        form = draft_form(village.commune)
    with logged("form.heading_added", "TT"):
        actions.add_heading(form_id=form.pk, heading="I.  Sinh hoạt", **BY)
    with logged("form.lines_added", "TT"):
        actions.add_lines(form_id=form.pk, keys=["held", "members"], **BY)
    with logged("form.line_moved", "TT"):
        actions.move_line(form_id=form.pk, place=2, up=True, **BY)
    with logged("form.line_taken_out", "TT"):
        actions.take_out_line(form_id=form.pk, place=2, **BY)
    with logged("form.renamed", "TT"):
        actions.rename_form(form_id=form.pk, name="Quý", purpose="", lengths=[3], **BY)

    assert entries_of(form) == [Entry(heading="I. Sinh hoạt"), Entry(key="members")]
    assert ReportForm.objects.get().lengths == [3]


def test_a_line_that_nobody_knows_is_not_added(village: Village) -> None:
    form = draft_form(village.commune)

    with refused(actions.UnknownLine):
        actions.add_lines(form_id=form.pk, keys=["held", "no_such_line"], **BY)


def test_a_line_of_another_committee_is_not_known(village: Village) -> None:
    other = factories.unit("TL", kind="commune", name="Đảng bộ xã Tam Lư")
    theirs = own_line(other)
    form = draft_form(village.commune)

    with refused(actions.UnknownLine):
        actions.add_lines(form_id=form.pk, keys=[theirs.key], **BY)


def test_a_form_without_a_counted_line_is_not_put_in_force(village: Village) -> None:
    form = draft_form(village.commune)
    actions.add_heading(form_id=form.pk, heading="Chỉ có đề mục", **BY)

    with refused(actions.NoLines):
        actions.put_form_in_force(form_id=form.pk, since=JULY, **BY)


def test_a_form_in_force_stays_as_it_is(village: Village) -> None:
    form = form_in_force(village.commune)

    with refused(actions.FormInForce):
        actions.add_lines(form_id=form.pk, keys=["members"], **BY)
    with refused(actions.FormInForce):
        actions.rename_form(form_id=form.pk, name="x", purpose="", lengths=[1], **BY)
    with refused(actions.FormInForce):
        actions.discard_form(form_id=form.pk, **BY)


def test_a_new_version_follows_and_ends_the_one_before(village: Village) -> None:
    first = form_in_force(village.commune, "held")

    with logged("form.version_begun", "TT"):
        second = actions.begin_version(form_id=first.pk, **BY)
    actions.add_lines(form_id=second.pk, keys=["members"], **BY)
    with logged("form.put_in_force", "TT"):
        actions.put_form_in_force(form_id=second.pk, since=JULY, **BY)

    first.refresh_from_db()
    assert (first.until, entries_of(first)) == (JULY, [Entry(key="held")])
    assert [row.version for row in forms_for(village.cell, AUGUST)] == [2]


def test_a_version_has_one_next_and_begins_after_the_one_before(village: Village) -> None:
    first = form_in_force(village.commune, since=JULY)
    second = actions.begin_version(form_id=first.pk, **BY)

    with refused(actions.HasNextVersion):
        actions.begin_version(form_id=first.pk, **BY)
    with refused(actions.BeginsTooEarly):
        actions.put_form_in_force(form_id=second.pk, since=JULY, **BY)


def test_a_copy_keeps_what_its_committee_knows(village: Village) -> None:
    theirs = own_line(factories.unit("TL", kind="commune", name="Đảng bộ xã Tam Lư"))
    source = form_in_force(theirs.unit, "held", theirs.key)

    with logged("form.copied", "TT"):
        copy = actions.copy_form(form_id=source.pk, unit=village.commune, **BY)

    assert entries_of(copy) == [Entry(key="held")]
    assert (copy.since, copy.version) == (None, 1)


def test_a_form_ends_after_it_begins(village: Village) -> None:
    form = form_in_force(village.commune, since=JULY)

    with refused(actions.EndsTooEarly):
        actions.end_form(form_id=form.pk, until=JULY, **BY)
    with logged("form.ended", "TT"):
        actions.end_form(form_id=form.pk, until=AUGUST, **BY)

    assert list(forms_for(village.cell, AUGUST)) == []


def test_a_draft_has_neither_end_nor_next_version_and_can_be_thrown_away(village: Village) -> None:
    form = draft_form(village.commune, "held")

    with refused(actions.FormNotInForce):
        actions.end_form(form_id=form.pk, until=JULY, **BY)
    with refused(actions.FormNotInForce):
        actions.begin_version(form_id=form.pk, **BY)
    with refused(NoEntry):
        actions.take_out_line(form_id=form.pk, place=9, **BY)
    with logged("form.discarded", "TT"):
        actions.discard_form(form_id=form.pk, **BY)

    assert not ReportForm.objects.exists()
