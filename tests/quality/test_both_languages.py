"""The same meetings, scored by the server's language and by the phone's."""

import random
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from chibo.base.keys import uuid7
from chibo.book.rules import digest
from chibo.meetings.actions import opening, prepare
from chibo.meetings.models import Meeting
from chibo.meetings.queries import poll_of
from chibo.quality.loading import load_sheets
from chibo.quality.models import Assessment, ScoreSheet
from chibo.quality.queries.evidence import evidence_for
from chibo.quality.queries.sheets import sheet_for
from chibo.quality.rules.carried import values_of
from chibo.quality.rules.evidence import Evidence, Run
from chibo.quality.rules.scoring import score
from chibo.room.actions import documents
from chibo.room.actions.folding import fold
from chibo.room.copy import copy_of
from chibo.room.lines import moment_text
from chibo.room.models import Device
from tests import factories
from tests.factories import meetings as made
from tests.factories.evidence import OPENS, a_meeting, body, reviewed, roll
from tests.factories.meetings import Village
from tests.factories.phones import EVENING, Phone
from tests.support.scores import TEXTS, decisions_from, plain_evidence, sheet, told
from tests.support.scripts import bundled, said

Plain = dict[str, Any]


@pytest.fixture(scope="module")
def scorer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bundled("tests/web/scorer.ts", tmp_path_factory.mktemp("scorer"))


# ---------------------------------------------------------------- evidence as it comes


def evidence(chance: random.Random) -> Evidence:
    """Return a meeting of any kind, whole or full of gaps."""

    def perhaps(value: Any) -> Any:
        return value if chance.random() < 0.8 else None

    came, excused, unexcused = chance.randint(0, 30), chance.randint(0, 5), chance.randint(0, 3)
    items = body(*(chance.randint(0, 8) for _ in range(chance.randint(0, 3))))
    items = tuple(replace(one, has_conclusion=chance.random() < 0.8) for one in items)
    due = chance.randint(0, 12)
    return a_meeting(
        roll=roll(present=came, excused=excused, unexcused=unexcused),
        items=items,
        reviewed=perhaps(reviewed(done=chance.randint(0, due), of=due)),
        ended_at=perhaps(OPENS + timedelta(seconds=chance.randint(0, 8000))),
        members=chance.randint(1, 60),
        huddle_on=perhaps(OPENS.date() + timedelta(days=chance.randint(-5, 1))),
        noticed_at=perhaps(OPENS + timedelta(minutes=chance.randint(-6000, 60))),
        documents_at=perhaps(OPENS + timedelta(minutes=chance.randint(-3000, 60))),
        posted_on=perhaps(OPENS.date() + timedelta(days=chance.randint(0, 4))),
        resolution_voted=chance.choice([None, True, False]),
        read_back=chance.random() < 0.8,
        approved=chance.random() < 0.8,
        has_committee=chance.random() < 0.7,
        with_theme=chance.random() < 0.5,
        excused_runs=(Run("Người 1", chance.randint(1, 5)),),
        norm_minutes=perhaps(chance.choice([90, 95, 120])),
    )


def decisions(chance: random.Random, values: Plain) -> dict[str, Plain]:
    """Return what people might decide of any line, and of some that do not exist."""
    found = {}
    for group in values["groups"]:
        for one in group["criteria"]:
            if chance.random() < 0.5:
                most = int(Fraction(one["points"]) * 100)
                hundredths = chance.choice([most, most, chance.randint(0, most)])
                found[one["criterion"]] = {
                    "points": f"{hundredths // 100}.{hundredths % 100:02}",
                    "level": chance.choice(["", *values.get("levels", [])]),
                    "passed": chance.choice([None, True, False]),
                    "because": "vì chi bộ bàn",
                }
    return found | {"99": {"points": "1", "level": "", "passed": None, "because": ""}}


def test_evidence_of_any_kind_comes_to_the_same(scorer: Path) -> None:
    asked, here = [], []
    for seed in range(400):
        chance = random.Random(seed)  # noqa: S311 (a test's dice)
        key = chance.choice(list(TEXTS))
        values = values_of(sheet(key))
        of, decided = evidence(chance), decisions(chance, values)
        events = {"disciplined": chance.random() < 0.5} if chance.random() < 0.5 else {}
        asked.append(
            {
                "sheet": values,
                "evidence": plain_evidence(of),
                "decisions": decided,
                "events": events,
            }
        )
        here.append(told(score(sheet(key), of, decisions_from(decided), events)))

    assert said(scorer, asked) == here
    assert {one["grade"] for one in here} >= {"Tốt", "Khá", "Kém", None}


# ---------------------------------------------------------------- from a phone to the book


def in_force(key: str, of: Village) -> None:
    """Put a sheet in force at a commune."""
    ScoreSheet.objects.create(
        key=key,
        title=key,
        text=TEXTS[key],
        sha256=digest(TEXTS[key].encode()),
        unit=of.commune,
        since=date(2020, 1, 1),
    )


def prepared(of: Village, chance: random.Random) -> Meeting:
    """Return a meeting after earlier ones of the year, prepared more or less."""
    for day in (date(2026, 4, 1), date(2026, 5, 6)):
        before = made.held(of, day)
        made.task(before, owner=of.third, due_on=day + timedelta(days=20))
        made.resolve(before)
        for person in of.plain:
            if chance.random() < 0.5:
                opening.mark_roll(
                    meeting_id=before.pk, person=person, mark="excused", reason="ốm",
                    by="thuky", at=before.starts_at,
                )  # fmt: skip
        made.seal(before)
    meeting = made.noticed(of) if chance.random() < 0.7 else made.planned(of)
    if chance.random() < 0.7:
        prepare.record_huddle(
            meeting_id=meeting.pk, held_at=meeting.starts_at - timedelta(days=2),
            present=of.committee, decisions="Chọn việc", by="bithu", at=meeting.starts_at,
        )  # fmt: skip
    return made.fresh(meeting)


def written(of: Village, meeting: Meeting, chance: random.Random, values: Plain) -> Phone:
    """Return a phone on which the meeting was held and scored, with or without its parts."""
    phone = Phone(at=EVENING + timedelta(milliseconds=chance.randint(0, 999)))
    phone.open()
    for person in of.committee:
        phone.mark(person)
    for person in (*of.plain, of.probationary):
        if mark := chance.choice(["present"] * 6 + ["excused", "unexcused", None]):
            phone.mark(person, mark)
    phone.seat(of.secretary, of.third)
    for item in made.content(meeting):
        for person in of.committee[: chance.randint(0, 3)]:
            phone.speech(item, person, "Đồng ý.")
        phone.write(f"conclusion/{item.pk}", chance.choice(["Thống nhất."] * 4 + [" "]))
    if chance.random() < 0.5:
        phone.write("resolution", "Nạo vét mương.")
    phone.at += timedelta(minutes=chance.randint(40, 130), milliseconds=chance.randint(0, 999))
    if chance.random() < 0.9:
        phone.decide("end", {"at": moment_text(phone.at)})
    phone.decide("read", {"was_read": chance.random() < 0.8, "approved": chance.random() < 0.8})
    phone.write("score-note", "Ít người nói.")
    for key, decision in decisions(chance, values).items():
        if key != "99":
            phone.decide(f"score/{key}", decision)
    return phone


@pytest.mark.django_db(transaction=True)
def test_a_meeting_scored_on_a_phone_is_scored_the_same_when_it_is_folded(scorer: Path) -> None:
    made.rules()
    load_sheets()
    asked, here = [], []
    for seed in range(6):
        chance = random.Random(seed)  # noqa: S311 (a test's dice)
        village = _village(seed)
        meeting = prepared(village, chance)
        found = sheet_for(meeting)
        assert found is not None
        phone = written(village, meeting, chance, values_of(found.sheet))
        asked.append(_carried(village, meeting, phone))
        here.append(_folded(meeting, phone))

    for answer, (evidence_here, kept) in zip(said(scorer, asked), here, strict=True):
        found_there = answer.pop("evidence")
        assert _comparable(found_there) == _comparable(evidence_here)
        assert answer == kept
    assert len({kept["lowest"][0] for _evidence, kept in here}) > 4


def _village(seed: int) -> Village:
    """Every other cell has a sheet that its commune put in force."""
    commune = factories.unit(f"X{seed}", kind="commune", name=f"Đảng bộ xã {seed}")
    village = made.village(f"X{seed}.01", f"bản {seed}", under=commune)
    if seed % 2:
        in_force("an-phu-2025", village)
    return village


def _carried(of: Village, meeting: Meeting, phone: Phone) -> Plain:
    """Return what a phone carries before the meeting, and what it then wrote."""
    account = factories.account(f"thuky{of.cell.pk}", "meeting_secretary", at=of.cell)
    at = meeting.starts_at - timedelta(hours=1)
    device = Device(id=uuid7(), account=account, cell=of.cell, added_at=at, seen_at=at)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: at)
        copy = copy_of(of.cell, device, account, at=at)
    return {
        "copy": copy,
        "meeting": str(meeting.pk),
        "parts": {str(meeting.pk): b64encode(phone.sent()).decode()},
        "at": moment_text(phone.at),
    }


def _folded(meeting: Meeting, phone: Phone) -> tuple[Plain, Plain]:
    """Fold what a phone wrote; return the evidence, and what the assessment holds."""
    by: dict[str, Any] = {"by": "thuky", "at": datetime(2026, 6, 4, 2, tzinfo=UTC)}
    row = documents.begin(meeting=meeting, **by)
    documents.receive(document_id=row.pk, data=phone.sent(), device=None, **by)
    points = fold(document_id=row.pk, **by)
    meeting = made.fresh(meeting)
    of = evidence_for(meeting, by["at"])
    own = Assessment.objects.get(meeting=meeting, replaced_at=None)
    found = sheet_for(meeting)
    assert found is not None
    # A line that does not apply takes no points, and what was decided for it is shown as open.
    assert {point.reason for point in points} <= {"DoesNotApply"}
    kept = told(score(found.sheet, of, decisions_from(_decided(own)), own.events))
    assert [kept["lowest"][0], kept["grade"] or ""] == [f"{own.points.normalize():f}", own.grade]
    poll = poll_of(meeting, "ordinary", meeting.ended_at or by["at"])
    return plain_evidence(of), {**kept, "vote": [None, poll.base, poll.needed], "note": own.note}


def _decided(own: Assessment) -> dict[str, Plain]:
    return {one["criterion"]: one for one in own.lines if one["why"] == "decided"}


def _comparable(plain: Mapping[str, Any]) -> Plain:
    """Return evidence without what only words show: who, in which order, in which zone."""
    found = {
        name: datetime.fromisoformat(one) if name.endswith("_at") and one else one
        for name, one in plain.items()
    }
    found["roll"] = sorted(
        (str(one["person"]), one["must_attend"], one["state"]) for one in plain["roll"]
    )
    found["items"] = [
        {**one, "speakers": sorted(str(said["person"]) for said in one["speakers"])}
        for one in plain["items"]
    ]
    found["excused_runs"] = sorted(one["length"] for one in plain["excused_runs"])
    return found
