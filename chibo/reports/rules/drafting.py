"""A report drafted from figures, and the same with what people wrote into it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from chibo.reports.rules.comparing import Past, compared
from chibo.reports.rules.prints import Stated
from chibo.reports.rules.template import SectionForm, Template, Words, figures_in, said
from chibo.reports.rules.tokens import named, own_numbers

COMPARED = "compared"
DRAFTED, CHANGED, LEFT_OUT, ADDED = "drafted", "changed", "left_out", "added"


@dataclass(frozen=True, slots=True)
class Drafted:
    """A section as it is drafted: sentences by key, figures as tokens.

    may_hold: every figure its sentences may name.
    """

    form: SectionForm
    sentences: Mapping[str, str]
    may_hold: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """What a person wrote, as kept. sentence: of the drafted one it stands for, or ""."""

    id: str
    section: str
    sentence: str
    text: str
    left_out: bool
    by: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence of the report. state: drafted, changed, left out or added.

    drafted: what the figures say in its place, "" where they say nothing. by_hand: numbers in it
    that somebody wrote and the book does not know. text_id: of the row a person wrote, or "".
    """

    key: str
    text: str
    state: str = DRAFTED
    drafted: str = ""
    by_hand: tuple[str, ...] = ()
    by: str = ""
    text_id: str = ""
    origin: str = ""
    # A paragraph begins with it.
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a report as it stands. table: the name of the one behind its sentences."""

    key: str
    heading: str
    sentences: tuple[Spoken, ...]
    table: str = ""
    gathers: str = ""
    may_hold: tuple[str, ...] = ()

    @property
    def said(self) -> list[Spoken]:
        """Return the sentences that are read, those left out not."""
        return [one for one in self.sentences if one.state != LEFT_OUT]

    @property
    def paragraphs(self) -> list[list[Spoken]]:
        """Return the sentences that are read, by the paragraphs they make."""
        found: list[list[Spoken]] = []
        for one in self.said:
            if not found or one.begins:
                found.append([])
            found[-1].append(one)
        return found


def draft(
    template: Template, figures: Mapping[str, Stated], words: Words, past: Past
) -> list[Drafted]:
    """Return the sections of a report as figures and words make them, empty ones included."""
    found = []
    for form in template.sections:
        if form.key == COMPARED:
            sentences = dict(compared(template.compared, figures, past))
            may_hold = [name for text in sentences.values() for name in named(text)]
        else:
            spoken = {one.key: said(one, figures, words) for one in form.sentences}
            sentences = {key: text for key, text in spoken.items() if text}
            may_hold = figures_in(form, figures)
        found.append(Drafted(form, sentences, tuple(dict.fromkeys(may_hold))))
    return found


def written(drafted: Iterable[Drafted], texts: Iterable[Text]) -> list[Part]:
    """Return the sections with what people wrote in the place of drafted sentences, or added.

    texts: those added in the order in which they stand.
    """
    by_section: dict[str, list[Text]] = {}
    for text in texts:
        by_section.setdefault(text.section, []).append(text)
    return [_part(one, by_section.get(one.form.key, [])) for one in drafted]


def _part(drafted: Drafted, texts: list[Text]) -> Part:
    instead = {one.sentence: one for one in texts if one.sentence}
    order = [one.key for one in drafted.form.sentences]
    keys = [*drafted.sentences, *(key for key in instead if key not in drafted.sentences)]
    keys.sort(key=lambda key: order.index(key) if key in order else len(order))
    begin = {one.key for one in drafted.form.sentences if one.begins}
    spoken = [
        replace(one, begins=key in begin)
        for key in keys
        if (one := _spoken(key, drafted.sentences.get(key, ""), instead.get(key)))
    ]
    added = [
        Spoken(
            one.id,
            one.text,
            ADDED,
            "",
            tuple(own_numbers(one.text)),
            one.by,
            one.id,
            one.origin,
            begins=True,
        )
        for one in texts
        if not one.sentence
    ]
    return Part(
        drafted.form.key,
        drafted.form.heading,
        (*spoken, *added),
        drafted.form.table,
        drafted.form.gathers,
        drafted.may_hold,
    )


def _spoken(key: str, drafted: str, text: Text | None) -> Spoken | None:
    if text is None:
        return Spoken(key, drafted, DRAFTED, drafted)
    if text.left_out:
        # What the figures no longer say need not be left out any more.
        return Spoken(key, drafted, LEFT_OUT, drafted, (), text.by, text.id) if drafted else None
    by_hand = tuple(own_numbers(text.text, drafted))
    return Spoken(key, text.text, CHANGED, drafted, by_hand, text.by, text.id)
