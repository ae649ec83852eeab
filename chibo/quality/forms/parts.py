"""The parts of a sheet that are changed one at a time, each on a page of its own."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chibo.quality.forms import rows
from chibo.quality.forms.criteria import CriterionForm, with_criterion
from chibo.quality.forms.frames import FrameForm, GroupForm, RollUpForm
from chibo.quality.rules.editing import part_at, renamed, with_part
from chibo.quality.rules.findings import Path

Data = dict[str, Any]
Post = Mapping[str, Any] | None

# Empty rows behind those that are there, and where there are none yet.
_SPARE, _FIRST = 2, 4


@dataclass
class Section:
    """A heading with a form, or with the rows of a list.

    only: the fields of the form that stand here; empty: all. folds: what is seldom needed.
    """

    title: str
    form: forms.Form | None = None
    rows: Any = None
    hint: str = ""
    only: tuple[str, ...] = ()
    folds: bool = False

    @property
    def fields(self) -> list[forms.BoundField]:
        """Return the fields that stand here."""
        if self.form is None:
            return []
        shown = self.form.visible_fields()
        return [one for one in shown if not self.only or one.name in self.only]

    @property
    def is_open(self) -> bool:
        """Say whether something in it is filled in, or refused."""
        if self.form is not None:
            return any(one.errors or one.initial for one in self.fields)
        return any(self.rows.errors) or bool(self.rows.initial_form_count())

    @property
    def is_valid(self) -> bool:
        """Say whether everything in it can be read."""
        wanted = self.form if self.form is not None else self.rows
        return bool(wanted.is_valid())


@dataclass
class Part:
    """One part of a sheet being changed.

    value: what the sections come to, as the file has it; None takes the part out.
    into: how a value goes into the sheet; by default it takes the place of what is at the path.
    onward: the part to fill in next, once this one is kept; "" where there is none.
    """

    title: str
    path: Path
    sections: list[Section]
    value: Callable[[], Any]
    into: Callable[[Data, Any], Data] | None = None
    onward: Callable[[], str] = str
    is_new: bool = False
    # Whether it can be taken out and moved among its like.
    is_listed: bool = False

    def is_valid(self) -> bool:
        """Say whether all that was typed can be read."""
        return all(section.is_valid for section in self.sections)

    def changed(self, data: Data) -> Data:
        """Return the sheet's values with this part as it was filled in."""
        if self.into is not None:
            return self.into(data, self.value())
        return with_part(data, self.path, self.value())


def part(name: str, data: Data, post: Post = None) -> Part:
    """Return a part by the name its address has. Raises KeyError or ValueError for none."""
    kind, *numbers = name.split("-")
    return _PARTS[kind](data, post, *numbers)


def part_of(path: Path) -> str:
    """Return the name of the part in which a path lies."""
    match path:
        case ("groups", group, "criteria", criterion, *_rest):
            return f"criterion-{group}-{criterion}"
        case ("groups", group, *_rest):
            return f"group-{group}"
        case (("grades" | "norms" | "gates" | "overrides" | "settled") as name, *_rest):
            return str(name)
        case ("roll_up", number, *_rest):
            return f"rollup-{number}"
    return "frame"


# ---------------------------------------------------------------- the parts


def _frame(data: Data, post: Post) -> Part:
    form = FrameForm(post, initial=FrameForm.shown(data))
    return Part(
        _("The sheet as a whole"),
        (),
        [Section("", form=form)],
        form.value,
        into=form.into,
    )


def _norms(data: Data, post: Post) -> Part:
    listed = _rows(rows.NormRow, data.get("norms", []), post)
    hint = _("Only where the sheet asks for other lengths than the rules in force.")
    return Part(
        _("Lengths it asks for"),
        ("norms",),
        [Section("", rows=listed, hint=hint)],
        lambda: rows.rows_of(listed),
    )


def _grades(data: Data, post: Post) -> Part:
    thresholds = data.get("grades", [])
    levels = data.get("levels", [])
    if levels:
        listed = _needs(thresholds, post, reachable=levels)
    else:
        shown = [rows.GradeRow.shown(one) for one in thresholds]
        listed = _rows(rows.GradeRow, shown, post)
    hint = _("From best to worst. The last grade takes what is left.")
    return Part(
        _("Grades"),
        ("grades",),
        [Section("", rows=listed, hint=hint)],
        lambda: rows.rows_of(listed),
    )


def _group(data: Data, post: Post, number: str) -> Part:
    groups = data.get("groups", [])
    place = len(groups) if number == "new" else int(number)
    blank: Data = {"group": "", "title": "", "criteria": []}
    was: Data = blank if number == "new" else groups[place]
    form = GroupForm(
        post, initial=GroupForm.shown(was), has_points="levels" not in data, proposed=place + 1
    )

    def into(sheet: Data, value: Data) -> Data:
        named = renamed(sheet, was["group"], value["group"]) if was["group"] else sheet
        return with_part(named, ("groups", place), {**value, "criteria": was["criteria"]})

    return Part(
        _("A new heading") if number == "new" else f"{was['group']}. {was['title']}",
        ("groups", place),
        [Section("", form=form)],
        form.value,
        into=into,
        onward=lambda: f"criterion-{place}-new" if number == "new" else "",
        is_new=number == "new",
        is_listed=number != "new",
    )


def _criterion(data: Data, post: Post, group: str, number: str) -> Part:
    around = part_at(data, ("groups", int(group)))
    place = len(around["criteria"]) if number == "new" else int(number)
    was = around["criteria"][place] if number != "new" else {}
    path: Path = ("groups", int(group), "criteria", place)
    form = CriterionForm(post, initial=CriterionForm.shown(was), data_now=data, around=around)
    main = tuple(name for name in form.fields if name not in CriterionForm.SELDOM)
    sections = [Section("", form=form, only=main)]
    banded, capped = None, None
    levels, period = data.get("levels", []), data.get("period", "meeting")
    if was.get("kind") == "bands":
        shown = [{**one, "gives": rows.shown_given(one)} for one in was.get("bands", [])]
        banded = _rows(rows.BandRow, shown, post, "bands", levels=levels)
        hint = _(
            "Each value must fall into one band. Where a band gives nothing, people decide. Minutes may also be compared with: half the asked length, the asked length."
        )
        sections.append(Section(_("Bands"), rows=banded, hint=hint))
    if was.get("kind") not in {None, "manual"}:
        shown = [{**one, "gives": rows.shown_given(one)} for one in was.get("caps", [])]
        named = [one["measure"] for one in shown]
        capped = _rows(
            rows.CapRow, shown, post, "caps",
            levels=levels, measures=rows.measures(period, named), spare=1,
        )  # fmt: skip
        hint = _(
            "The most it gives where another measure says so: one absence without reason, say."
        )
        sections.append(Section(_("Caps"), rows=capped, hint=hint, folds=True))
    if was:
        title = _("When it applies, and what is shown beside it")
        sections.append(Section(title, form=form, only=CriterionForm.SELDOM, folds=True))

    def value() -> Data:
        lists = {
            "bands": rows.rows_of(banded) if banded is not None else [],
            "caps": rows.rows_of(capped) if capped is not None else [],
        }
        return with_criterion(was, form.value(), {name: one for name, one in lists.items() if one})

    def into(sheet: Data, filled: Data) -> Data:
        named = renamed(sheet, was["criterion"], filled["criterion"]) if was else sheet
        return with_part(named, path, filled)

    return Part(
        _("A new criterion") if not was else f"{was['criterion']}. {was['title']}",
        path,
        sections,
        value,
        into=into,
        onward=lambda: _same_again(form.cleaned_data["kind"], was, f"criterion-{group}-{place}"),
        is_new=not was,
        is_listed=bool(was),
    )


def _same_again(kind: str, was: Data, name: str) -> str:
    """The same criterion again, when a kind was chosen that wants more than was asked for."""
    return "" if kind in {was.get("kind"), "manual"} else name


def _gates(data: Data, post: Post) -> Part:
    listed = _gate_rows(data, data.get("gates", []), post, data.get("period", "meeting"))
    hint = _("A grade that takes more than its points.")
    return Part(
        _("Conditions of grades"),
        ("gates",),
        [Section("", rows=listed, hint=hint)],
        lambda: rows.rows_of(listed),
    )


def _overrides(data: Data, post: Post) -> Part:
    listed = _override_rows(data, data.get("overrides", []), post, data.get("period", "meeting"))
    hint = _("Something that forces a grade, whatever the points are.")
    return Part(
        _("Events that force a grade"),
        ("overrides",),
        [Section("", rows=listed, hint=hint)],
        lambda: _numbered(rows.rows_of(listed)),
    )


def _roll_up(data: Data, post: Post, number: str) -> Part:
    rules = data.get("roll_up", [])
    place = len(rules) if number == "new" else int(number)
    blank: Data = {"period": "year", "meetings": ["regular"]}
    was: Data = blank if number == "new" else rules[place]
    period = was["period"]
    form = RollUpForm(post, initial=was)
    needs = _needs(was.get("grades", []), post, reachable=_grade_names(data))
    gates = _gate_rows(data, was.get("gates", []), post, "year")
    overrides = _override_rows(data, was.get("overrides", []), post, "year")

    def value() -> Data:
        lists = {
            "grades": rows.rows_of(needs),
            "gates": rows.rows_of(gates),
            "overrides": _numbered(rows.rows_of(overrides), prefix=f"{period}-"),
        }
        return {**form.value(), **{name: one for name, one in lists.items() if one}}

    return Part(
        _("From meetings to a quarter or a year"),
        ("roll_up", place),
        [
            Section("", form=form),
            Section(
                _("Grades"),
                rows=needs,
                hint=_("Best first; the last takes what is left. Empty: only the spread is shown."),
            ),
            Section(_("Conditions of grades"), rows=gates),
            Section(_("Events that force a grade"), rows=overrides),
        ],
        value,
        is_new=number == "new",
        is_listed=number != "new",
    )


def _settled(data: Data, post: Post) -> Part:
    shown = [
        {**one, "gives": rows.shown_given(one) if "when" in one else ""}
        for one in data.get("settled", [])
    ]
    keys = [
        (one["criterion"], f"{one['criterion']}. {one['title']}")
        for group in data.get("groups", [])
        for one in group["criteria"]
    ]
    listed = _rows(
        rows.SettledRow, shown, post,
        levels=data.get("levels", []), criteria=[("", "–"), *keys], spare=2,
    )  # fmt: skip
    hint = _(
        "What was decided where the sheet's own text leaves something open. The text stays as it is."
    )
    return Part(
        _("What was settled"),
        ("settled",),
        [Section("", rows=listed, hint=hint)],
        lambda: rows.rows_of(listed),
    )


_PARTS: dict[str, Callable[..., Part]] = {
    "frame": _frame,
    "norms": _norms,
    "grades": _grades,
    "group": _group,
    "criterion": _criterion,
    "gates": _gates,
    "overrides": _overrides,
    "rollup": _roll_up,
    "settled": _settled,
}

RULES = (
    ("grades", gettext_lazy("Grades")),
    ("gates", gettext_lazy("Conditions of grades")),
    ("overrides", gettext_lazy("Events that force a grade")),
    ("norms", gettext_lazy("Lengths it asks for")),
    ("settled", gettext_lazy("What was settled")),
)

# ---------------------------------------------------------------- rows


def _rows(
    row: type[rows.Row],
    shown: Iterable[Mapping[str, Any]],
    post: Post,
    prefix: str = "rows",
    *,
    spare: int | None = None,
    **kwargs: Any,
) -> Any:
    there = list(shown)
    extra = spare or (_SPARE if there else _FIRST)
    made = forms.formset_factory(row, extra=extra)
    return made(post, initial=there, prefix=prefix, form_kwargs=kwargs)


def _needs(thresholds: list[Data], post: Post, *, reachable: Iterable[str]) -> Any:
    shown = [rows.NeedsRow.shown(one) for one in thresholds]
    slots = 1 + max([1, *(len(one.get("needs", [])) for one in thresholds)])
    named = [need["reach"] for one in thresholds for need in one.get("needs", [])]
    return _rows(
        rows.NeedsRow, shown, post, "needs",
        reachable=[*reachable, *named], slots=slots,
    )  # fmt: skip


def _gate_rows(data: Data, gates: list[Data], post: Post, period: str) -> Any:
    named = [one.get("measure", "") for one in gates]
    grades = [*_grade_names(data), *(one[name] for one in gates for name in ("grade", "otherwise"))]
    return _rows(
        rows.GateRow, [rows.GateRow.shown(one) for one in gates], post, "gates",
        grades=grades, measures=rows.measures(period, named), spare=1,
    )  # fmt: skip


def _override_rows(data: Data, overrides: list[Data], post: Post, period: str) -> Any:
    named = [one.get("measure", "") for one in overrides]
    grades = [*_grade_names(data), *(one["grade"] for one in overrides)]
    return _rows(
        rows.OverrideRow, overrides, post, "overrides",
        grades=grades, measures=rows.measures(period, named), spare=1,
    )  # fmt: skip


def _grade_names(data: Data) -> list[str]:
    return [one["grade"] for one in data.get("grades", [])]


def _numbered(overrides: list[Data], prefix: str = "") -> list[Data]:
    """Overrides with a key for each: answers are kept by it, so a key once given stays."""
    taken = {one["override"] for one in overrides if "override" in one}
    free = (f"{prefix}event-{number}" for number in range(1, 1000))
    unused = (key for key in free if key not in taken)
    return [{"override": one.get("override") or next(unused), **one} for one in overrides]
