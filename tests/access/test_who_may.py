"""Who may open which door: one row for every address of the house."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from chibo.access.models import Grant
from chibo.base.keys import uuid7
from chibo.book.models import SealedRecord
from chibo.meetings.actions import prepare, themes
from chibo.meetings.models import AgendaItem, Material, Meeting
from chibo.people.actions import reorganise
from chibo.people.models import Person, Post, Standing
from chibo.quality.actions import sheets
from chibo.quality.loading import load_sheets
from chibo.quality.models import ScoreSheet
from chibo.resolutions.models import Task
from chibo.room.actions import devices, documents
from chibo.supervision.actions import help as helping
from chibo.supervision.actions import officials
from chibo.supervision.models import Visit
from chibo.units.steps import Rename
from tests import factories
from tests.factories import meetings as made
from tests.factories import reports as reported
from tests.factories import supervision as followed_by
from tests.factories.access import NEIGHBOUR, ROLES, STRANGER, next_to, reader
from tests.factories.meetings import JUNE, Village
from tests.factories.reporting import draft_form, form_in_force, own_line, past_of
from tests.factories.reporting import sent as sent_request
from tests.factories.reporting import signed_report as reporting_signed
from tests.factories.rosters import planned_ahead
from tests.factories.sheets import ANNUAL, in_force, shipped_layer
from tests.factories.watching import undone
from tests.house.test_doors import ALL as DOORS

EVERYBODY = frozenset(ROLES)
CELL = frozenset({"member", "writer", "committee", "deputy", "secretary"})
WRITERS = CELL - {"member"}
PREPARERS = WRITERS - {"writer"}
LEADERS = PREPARERS - {"committee"}
FIGURES = LEADERS | {"office", "supervisor", "board"}
MEMBER_KEEPERS = LEADERS | {"office", "board"}
UNIT_KEEPERS = frozenset({"office", "board"})
SHEET_KEEPERS = UNIT_KEEPERS
REPORT_KEEPERS = UNIT_KEEPERS
ACCOUNT_KEEPERS = frozenset({"office", "technician"})

Args = Callable[[Village], Iterable[object]]


@dataclass(frozen=True, slots=True)
class Door:
    """Who gets in and with what status; everybody else finds nothing there."""

    who: frozenset[str]
    args: Args = lambda _: ()
    status: int = 200
    # What is sent; None only looks.
    post: Callable[[Village], dict[str, Any]] | None = None
    # Who gets another answer than the rest of `who`.
    but: tuple[tuple[str, int], ...] = ()

    def expected(self, role: str) -> int:
        others = 302 if role == STRANGER else 404
        return dict(self.but).get(role, self.status if role in self.who else others)


def room_document(village: Village) -> list[object]:
    found = made.planned(village)
    return [documents.begin(meeting=found, **made.BY).pk]


def lost_phone(village: Village) -> list[object]:
    owner = factories.account("nguoi khac", "committee_member", at=village.cell)
    key = uuid7()
    devices.add_device(
        key=key, account=owner, cell=village.cell, name="Máy", days_kept=45, **made.BY
    )
    return [village.cell.code, key]


def signed_report(village: Village) -> list[str]:
    report = reported.signed(village.commune)
    return [village.commune.code, report.span.key]


def code(_: Village) -> list[str]:
    return ["TT.01"]


def template(_: Village) -> list[str]:
    return ["TT.01", "minutes"]


def meeting(build: Callable[[Village], Meeting]) -> Args:
    return lambda village: [build(village).pk]


def item(build: Callable[[Village], Meeting]) -> Args:
    return lambda village: [made.content(build(village))[0].pk]


def the_task(village: Village) -> list[object]:
    given = made.task(made.held(village), owner=village.third, due_on=date(2026, 6, 20))
    return [given.pk]


def preparation(village: Village) -> list[object]:
    row = prepare.assign_preparation(
        meeting_id=made.planned(village).pk, what="đo", person=village.third, due_on=JUNE,
        **made.BY,
    )  # fmt: skip
    return [row.pk]


def material(village: Village) -> list[object]:
    row = Material(meeting=made.planned(village), name="a.pdf", size=1, posted_at=made.AT)
    row.file.save("a.pdf", SimpleUploadedFile("a.pdf", b"%PDF-"), save=False)
    row.save()
    return [row.pk]


def by_hand(village: Village) -> list[object]:
    return [made.by_hand(made.planned(village)).pk]


def below_an_office(village: Village) -> list[object]:
    factories.account("vanphong", "office", at=village.commune)
    return [made.planned(village).pk]


def entrusted(village: Village) -> list[object]:
    return [made.entrusted(made.planned(village), village).pk]


def entrusted_and_whole(village: Village) -> list[object]:
    meeting = made.read(made.ready(village))
    made.by_hand(meeting)
    return [made.entrusted(meeting, village).pk]


def suggestion(village: Village) -> list[object]:
    november = made.planned(village, date(2026, 11, 4))
    return [november.items.get(state=AgendaItem.State.SUGGESTED).pk]


def own_item(village: Village) -> list[object]:
    return [made.content(made.planned(village))[0].pk]


def record(village: Village) -> list[object]:
    made.sealed(village)
    return [SealedRecord.objects.get().pk]


def someone(village: Village) -> list[object]:
    return [village.plain[2].pk]


def standing(_: Village) -> list[object]:
    return [Standing.objects.get().pk]


def post_held(village: Village) -> list[object]:
    return [Post.objects.get(person=village.third).pk]


def decision(village: Village) -> list[object]:
    found = reorganise.carry_out(
        number="7-QĐ/ĐU", signed_on=date(2026, 6, 1),
        effective_on=timezone.localdate() + timedelta(days=30), title="Đổi tên",
        steps=[Rename(village.cell.code, "bản Mới", "Chi bộ bản Mới")], **made.BY,
    )  # fmt: skip
    return [found.pk]


def grant(village: Village) -> list[object]:
    held = factories.account("lan", "member", at=village.cell)
    return [Grant.objects.get(account=held).pk]


def draft_sheet(village: Village) -> ScoreSheet:
    load_sheets()
    shipped = ScoreSheet.objects.get(key="hd42-frame", unit=None)
    return sheets.copy_sheet(sheet_id=shipped.pk, unit=village.commune, issuer="Xã", **made.BY)


def sheet(*more: object) -> Args:
    return lambda village: [draft_sheet(village).pk, *more]


def theme(village: Village) -> list[object]:
    this_month = timezone.localdate().replace(day=1)
    row = themes.plan_theme(
        cell=village.cell, month=this_month, title="Giữ rừng", by="bithu", at=timezone.now()
    )
    return [row.pk]


def visit(village: Village) -> list[object]:
    row = Visit.objects.create(
        official=factories.person("Ngân Văn Mừng"), cell=village.cell, day=JUNE,
        month=JUNE.replace(day=1), came_at=time(19, 30), received_at=made.AT,
    )  # fmt: skip
    return [row.pk]


def help_offered(village: Village) -> list[object]:
    today = timezone.localdate()
    offer = helping.offer_help(
        cell=village.cell, unit=village.commune, note="Xuống họp cùng.", by="vanphong",
        at=timezone.now(), follow_up_on=today + timedelta(days=7),
    )  # fmt: skip
    return [offer.pk]


def plan_with_a_theme(village: Village) -> list[object]:
    theme(village)
    return this_year(village)


def this_year(village: Village) -> list[object]:
    return [village.cell.code, timezone.localdate().year]


def year_with_a_sheet(village: Village) -> list[object]:
    in_force(ANNUAL, village.commune)
    return [village.cell.code, timezone.localdate().year]


def year_with_a_question(village: Village) -> list[object]:
    shipped_layer("tra-vinh-layer", village.commune)
    last = timezone.localdate().year - 1
    made.sealed(village, date(last, 6, 10))
    return [village.cell.code, last, 0]


def report_draft(*more: object) -> Args:
    return lambda village: [draft_form(village.commune, "held", "members").pk, *more]


def report_form(*more: object) -> Args:
    return lambda village: [form_in_force(village.commune).pk, *more]


def old_figures(village: Village) -> list[object]:
    return [past_of(village.commune, date(2024, 1, 1)).pk]


def report_signed(village: Village) -> list[object]:
    return [reporting_signed(village.commune).pk]


def request_sent(*more: object) -> Args:
    return lambda village: [sent_request(village.commune).pk, *more]


def report_line(village: Village) -> list[object]:
    return [own_line(village.commune).pk]


def official_of(village: Village) -> list[object]:
    found = Person.objects.filter(full_name="Hà Thị Duyên").first()
    return ["TT", (found or factories.member(village.cell, "Hà Thị Duyên")).pk]


def followed(village: Village) -> list[object]:
    official_of(village)
    official = Person.objects.get(full_name="Hà Thị Duyên")
    return ["TT", followed_by.assignment(official, village.cell, village.commune).pk]


def passed_up(village: Village) -> list[object]:
    slip = followed_by.visit(village.third, village.cell)
    return [followed_by.passed_up(slip, village.commune).pk]


def to_follow_up(village: Village) -> list[object]:
    slip = followed_by.visit(village.third, village.cell, follow_up="xem sổ", follow_up_on=JUNE)
    return [slip.pk]


def roster(village: Village) -> list[object]:
    planned = planned_ahead(village)
    return ["TT", planned.first.year, (planned.first.month + 2) // 3]


def roster_cell(village: Village) -> list[object]:
    return [*roster(village), village.cell.code]


def planned_visit(village: Village) -> list[object]:
    return [planned_ahead(village).visits.earliest("day").pk]


def absence(village: Village) -> list[object]:
    row = officials.note_absence(
        official=village.third, unit=village.commune, since=JUNE, last=JUNE, reason="", **made.BY
    )
    return [row.pk]


def nothing(_: Village) -> dict[str, Any]:
    return {}


def sent(**fields: Any) -> Callable[[Village], dict[str, Any]]:
    return lambda _: {name.replace("__", "-"): value for name, value in fields.items()}


def key() -> str:
    return str(uuid7())


ROWS: dict[str, Door] = {
    # One's own.
    "desk:today": Door(EVERYBODY),
    "desk:mine": Door(EVERYBODY),
    "desk:cells": Door(FIGURES | {NEIGHBOUR}),
    "search:page": Door(EVERYBODY),
    "access:sign_out": Door(EVERYBODY, status=302, post=nothing),
    # The cell's file: those in it, and those who see its figures.
    "desk:cell": Door(CELL | FIGURES, code),
    "quality:year": Door(CELL | FIGURES, lambda v: [v.cell.code, timezone.localdate().year]),
    "quality:year_score": Door(CELL | FIGURES, year_with_a_sheet),
    "quality:answer": Door(
        WRITERS | {"office", "board"}, year_with_a_question, 302,
        lambda _: {"event-disciplined": "no"},
    ),
    # What those above see of the cells below them: the office lands on its own unit.
    "quality:board": Door(
        FIGURES | {NEIGHBOUR},
        but=(("office", 302), ("supervisor", 302), ("board", 302)),
    ),
    "quality:board_of": Door(FIGURES - LEADERS, lambda v: [v.commune.code]),
    "quality:board_cells": Door(FIGURES | {NEIGHBOUR}),
    "quality:board_cells_of": Door(FIGURES - LEADERS, lambda v: [v.commune.code]),
    # Figures of a unit, down to a roll: those above see both, the cell its own rolls.
    "reports:home": Door(UNIT_KEEPERS, status=302),
    "reports:figures": Door(FIGURES - LEADERS, lambda v: [v.commune.code, "2026-q2"]),
    "reports:figure": Door(
        FIGURES - LEADERS, lambda v: [v.commune.code, "2026-q2", "attendance"]
    ),
    "reports:roll": Door(CELL | FIGURES, meeting(made.sealed)),
    "reports:board": Door(
        FIGURES | {NEIGHBOUR},
        but=(*((role, 302) for role in sorted(FIGURES)), (NEIGHBOUR, 302)),
    ),
    "reports:board_of": Door(FIGURES - LEADERS, lambda v: [v.commune.code]),
    "reports:board_cells": Door(FIGURES | {NEIGHBOUR}),
    "reports:board_cells_of": Door(FIGURES - LEADERS, lambda v: [v.commune.code]),
    "reports:board_projector": Door(FIGURES | {NEIGHBOUR}),
    "reports:board_projector_of": Door(FIGURES - LEADERS, lambda v: [v.commune.code]),
    "reports:board_cell": Door(FIGURES, code),
    # Help that those above offer; the cell's committee reads it.
    "supervision:help": Door(UNIT_KEEPERS),
    "supervision:help_of_cell": Door(PREPARERS | UNIT_KEEPERS, code),
    "supervision:close_help": Door(UNIT_KEEPERS, help_offered, 302, sent(came_of_it="Đã họp.")),
    "quality:score": Door(CELL | FIGURES, meeting(made.sealed)),
    # A committee's sheets: its office writes them, and only then do they bind.
    "reports:reports": Door(FIGURES - LEADERS, lambda v: [v.commune.code]),
    "reports:report": Door(UNIT_KEEPERS, lambda v: [v.commune.code, "2026-q2"]),
    "reports:report_file": Door(UNIT_KEEPERS, lambda v: [v.commune.code, "2026-q2", "csv"]),
    "reports:section": Door(UNIT_KEEPERS, lambda v: [v.commune.code, "2026-q2", "meetings"]),
    "reports:sign": Door(UNIT_KEEPERS, lambda v: [v.commune.code, "2026-q2"]),
    "reports:begin_version": Door(UNIT_KEEPERS, signed_report, 422, nothing),
    "quality:sheets": Door(SHEET_KEEPERS, lambda _: ["TT"]),
    "quality:begin_sheet": Door(SHEET_KEEPERS, lambda _: ["TT"], 302, sent(title="Phiếu")),
    "quality:take_in_sheet": Door(SHEET_KEEPERS, lambda _: ["TT"], 422, nothing),
    "quality:copy_sheet": Door(
        SHEET_KEEPERS, lambda v: ["TT", draft_sheet(v).pk], 302, nothing
    ),
    "quality:sheet": Door(SHEET_KEEPERS, sheet()),
    "quality:sheet_file": Door(SHEET_KEEPERS, sheet()),
    "quality:force_sheet": Door(SHEET_KEEPERS, sheet(), 422, nothing),
    "quality:end_sheet": Door(SHEET_KEEPERS, sheet(), 409, sent(until="01/12/2026")),
    "quality:discard_sheet": Door(SHEET_KEEPERS, sheet(), 302, nothing),
    "quality:sheet_part": Door(SHEET_KEEPERS, sheet("grades")),
    "quality:take_out": Door(SHEET_KEEPERS, sheet("group-0"), 409, sent(seen="")),
    "quality:move_part": Door(SHEET_KEEPERS, sheet("group-0"), 409, sent(seen="", way="up")),
    # Who follows which cells: those above read it, their office keeps it.
    "supervision:all_assignments": Door(FIGURES - LEADERS, status=302),
    "supervision:assignments": Door(FIGURES - LEADERS, lambda _: ["TT"]),
    "supervision:of_cell": Door(CELL | FIGURES, code),
    "supervision:choose_official": Door(UNIT_KEEPERS, lambda _: ["TT"]),
    "supervision:assign": Door(UNIT_KEEPERS, official_of),
    "supervision:official": Door(UNIT_KEEPERS, official_of),
    "supervision:end": Door(UNIT_KEEPERS, official_of, 422, nothing),
    "supervision:open": Door(UNIT_KEEPERS, official_of, 409, nothing),
    "supervision:take_back": Door(UNIT_KEEPERS, followed, 302, nothing),
    # What was passed up: whoever answers for the committee.
    "supervision:all_asked": Door(UNIT_KEEPERS, status=302),
    "supervision:asked": Door(UNIT_KEEPERS, lambda _: ["TT"]),
    "supervision:one_asked": Door(UNIT_KEEPERS, passed_up),
    "supervision:answer": Door(UNIT_KEEPERS, passed_up, 422, nothing),
    "supervision:hand_on": Door(UNIT_KEEPERS, passed_up, 409, nothing),
    # What a visit left to be done: the official of the slip, here one of the cell's committee.
    "supervision:follow_up": Door(UNIT_KEEPERS | {"committee"}, to_follow_up),
    # What members answer about a meeting stays in the cell.
    "quality:asking": Door(CELL, code),
    "quality:switch": Door(LEADERS, code, 302, sent(on="yes")),
    "quality:questions": Door(CELL, meeting(made.sealed)),
    "book:of_cell": Door(CELL | FIGURES, code),
    "book:verify": Door(CELL | FIGURES, code),
    # What goes up: the sealed record and what is made of it.
    "book:minutes": Door(CELL | FIGURES, meeting(made.sealed)),
    "book:sealed": Door(CELL | FIGURES, record),
    "book:paper": Door(CELL | FIGURES, lambda v: [made.sealed(v).pk, "minutes", "docx"]),
    "book:post": Door(
        WRITERS, meeting(made.sealed), 302, lambda _: {"posted_on": str(JUNE)}
    ),
    "book:correct": Door(LEADERS, meeting(made.sealed), 302, sent(text="8 có mặt.")),
    # The cell's meetings.
    "room:of_cell": Door(CELL, code),
    "room:detail": Door(CELL, meeting(made.planned), 302),
    "room:notice": Door(CELL, meeting(made.noticed)),
    "room:sheet": Door(WRITERS, meeting(made.noticed)),
    "room:calendar": Door(CELL, meeting(made.noticed)),
    "room:material_file": Door(CELL, material),
    # In the making: stays in the cell.
    "room:prepare": Door(WRITERS, meeting(made.planned)),
    "room:notice_paper": Door(PREPARERS, lambda v: [made.noticed(v).pk, "docx"]),
    "room:plan": Door(
        PREPARERS, code, 302,
        sent(kind="regular", day="03/07/2026", hour="19h30", place="đình"),
    ),
    # The thematic plan: those above read what they were told.
    "room:all_themes": Door(FIGURES | {NEIGHBOUR}),
    "room:themes": Door(CELL | FIGURES, this_year),
    "room:add_theme": Door(PREPARERS, this_year, 302, sent(title="Giữ rừng", month=6)),
    "room:theme": Door(PREPARERS, theme),
    "room:drop_theme": Door(PREPARERS, theme, 302, sent(because="thôi")),
    "room:tell_themes": Door(LEADERS, plan_with_a_theme, 302, nothing),
    "room:move": Door(
        PREPARERS, meeting(made.planned), 302,
        sent(day="03/06/2026", hour="20:00", place="đình", version=1),
    ),
    "room:cancel": Door(PREPARERS, meeting(made.planned), 302, sent(because="lũ")),
    "room:add_item": Door(
        PREPARERS, meeting(made.planned), 302, sent(item__title="Gặt", item__minutes=10)
    ),
    "room:order": Door(PREPARERS, meeting(made.planned), 302, nothing),
    "room:huddle": Door(
        PREPARERS, meeting(made.planned), 302,
        lambda v: {
            "huddle-day": "01/06/2026", "huddle-hour": "20:00",
            "huddle-present": v.secretary.pk, "huddle-decisions": "Chọn việc",
        },
    ),
    "room:assign": Door(
        PREPARERS, meeting(made.planned), 302,
        lambda v: {
            "preparation-what": "đo", "preparation-person": v.third.pk,
            "preparation-due_on": "02/06/2026",
        },
    ),
    "room:material": Door(
        PREPARERS, meeting(made.planned), 302,
        lambda _: {"material-file": SimpleUploadedFile("a.txt", "Dự thảo".encode())},
    ),
    "room:pages": Door(WRITERS, meeting(made.planned)),
    "room:page_file": Door(WRITERS, by_hand),
    "room:move_page": Door(WRITERS, by_hand, 302, nothing),
    "room:remove_page": Door(WRITERS, by_hand, 302, sent(because="mờ")),
    # Typed by the office for a cell that asked.
    "room:helping": Door(UNIT_KEEPERS),
    "room:help": Door(LEADERS | UNIT_KEEPERS, meeting(made.planned)),
    "room:entrust": Door(
        LEADERS | UNIT_KEEPERS, below_an_office, 302,
        lambda v: {
            "office": "TT", "consented_by": v.secretary.pk, "how": "phone",
            "consented_on": "01/06/2026",
        },
    ),
    "room:confirm_trust": Door(LEADERS, entrusted, 302, nothing),
    "room:take_back": Door(LEADERS, entrusted, 302, nothing),
    "room:approve_on_paper": Door(
        UNIT_KEEPERS, entrusted_and_whole, 302,
        lambda v: {"signed_by": v.secretary.pk, "signed_on": f"{JUNE:%d/%m/%Y}"},
    ),
    "room:draft": Door(PREPARERS, meeting(made.planned), 302, sent(text="Giữ mương")),
    "room:change_item": Door(PREPARERS, own_item, 302, sent(title="Gặt", minutes=10)),
    "room:take_item": Door(PREPARERS, suggestion, 302, nothing),
    "room:postpone_item": Door(PREPARERS, own_item, 302, sent(because="chờ")),
    "room:preparation_done": Door(PREPARERS, preparation, 302, nothing),
    "room:send_notice": Door(PREPARERS, meeting(made.planned), 302, nothing),
    # The room and its minutes: whoever writes them.
    "room:room": Door(WRITERS, meeting(made.held)),
    "room:open": Door(WRITERS, meeting(made.noticed), 302, nothing),
    # Whoever may is answered that nothing was sent.
    "room:add_device": Door(WRITERS, code, 400, nothing),
    "room:fetch_copy": Door(WRITERS, code, 400, nothing),
    "room:bring": Door(WRITERS, meeting(made.held), 302, nothing),
    "room:devices": Door(WRITERS, code),
    "room:load": Door(WRITERS, code, 422, nothing),
    # Of another account: only who leads the cell sees it.
    "room:revoke_device": Door(LEADERS, lost_phone, 302, nothing),
    "room:sync": Door(WRITERS, meeting(made.planned), 400, nothing),
    "room:fold": Door(WRITERS, room_document, 400, nothing),
    "room:number": Door(WRITERS, room_document),
    "room:roll": Door(
        WRITERS, meeting(made.opened), 302, lambda v: {"present": v.third.pk}
    ),
    "room:rest_present": Door(WRITERS, meeting(made.opened), 302, nothing),
    "room:seat": Door(WRITERS, meeting(made.held), 302, nothing),
    "room:guest": Door(WRITERS, meeting(made.held), 302, sent(guest__name="Bà Hồng")),
    "room:speech": Door(
        WRITERS, item(made.held), 302,
        lambda v: {"speech-key": key(), "speech-person": v.third.pk, "speech-gist": "…"},
    ),
    "room:vote": Door(
        WRITERS, item(made.held), 302,
        lambda _: {
            "vote-key": key(), "vote-question": "?", "vote-on": "ordinary",
            "vote-method": "hands", "vote-in_favour": 7, "vote-against": 0, "vote-other": 0,
        },
    ),
    "room:resolution": Door(WRITERS, meeting(made.held), 302, sent(text="Giữ mương")),
    "room:task": Door(
        WRITERS, item(made.held), 302,
        lambda v: {
            "task-key": key(), "task-what": "đo", "task-owner": v.third.pk,
            "task-due_on": "20/06/2026",
        },
    ),
    "room:conclude": Door(WRITERS, item(made.held), 302, sent(conclusion__conclusion="Xong")),
    "room:close": Door(WRITERS, meeting(made.held)),
    "room:fill_gaps": Door(WRITERS, meeting(made.held), 302, nothing),
    "room:read_back": Door(WRITERS, meeting(made.held), 302, sent(end__ended="21:00")),
    "room:close_now": Door(LEADERS, meeting(made.ready), 302, nothing),
    "room:reopen": Door(LEADERS, meeting(made.closed), 302, nothing),
    "room:seal": Door(LEADERS, meeting(made.closed), 302, nothing),
    # Tasks: the owner speaks for his own, the committee for everybody's.
    "resolutions:of_cell": Door(CELL, code),
    "resolutions:task": Door(CELL, the_task),
    "resolutions:report": Door(
        PREPARERS, the_task, 302, lambda _: {"key": key(), "is_done": "on"}
    ),
    "resolutions:extend": Door(PREPARERS, the_task, 302, sent(until="05/07/2026", because="lũ")),
    "resolutions:drop": Door(PREPARERS, the_task, 302, sent(**{"drop-because": "xã làm"})),
    # Visits: who follows cells writes slips; the cell and those above it read them.
    "supervision:visits": Door(frozenset({"supervisor"})),
    "supervision:slip": Door(frozenset({"supervisor"}), code),
    "supervision:visit": Door(CELL | FIGURES, visit),
    "supervision:about_cell": Door(CELL | FIGURES, code),
    "supervision:kept_pages": Door(frozenset({"supervisor"})),
    # Answered in words: nothing was sent that could be read.
    "supervision:send_kept": Door(EVERYBODY, status=400, post=nothing),
    # Visits planned: by the office; one's own by whom they are planned for.
    "supervision:rosters": Door(UNIT_KEEPERS | CELL, status=302),
    "supervision:my_roster": Door(CELL),
    "supervision:my_roster_of": Door(CELL, lambda _: [2026, 3]),
    "supervision:renew_calendar": Door(CELL, post=nothing),
    "supervision:roster_now": Door(UNIT_KEEPERS, lambda _: ["TT"], 302),
    "supervision:roster": Door(UNIT_KEEPERS, roster),
    "supervision:plan_roster": Door(UNIT_KEEPERS, roster, 302, nothing),
    "supervision:publish_roster": Door(UNIT_KEEPERS, roster, 302, nothing),
    "supervision:roster_table": Door(UNIT_KEEPERS, roster),
    # The cell next to it meets on no known day.
    "supervision:roster_conflict": Door(UNIT_KEEPERS, roster),
    "supervision:roster_cell": Door(UNIT_KEEPERS, roster_cell),
    "supervision:roster_demand": Door(UNIT_KEEPERS, roster_cell, 302, nothing),
    "supervision:keep_visit": Door(UNIT_KEEPERS, planned_visit, 302, nothing),
    "supervision:roster_officials": Door(UNIT_KEEPERS, lambda _: ["TT"]),
    "supervision:roster_ways": Door(UNIT_KEEPERS, lambda _: ["TT"]),
    "supervision:note_absence": Door(UNIT_KEEPERS, lambda _: ["TT"], 422, nothing),
    "supervision:set_capacity": Door(UNIT_KEEPERS, lambda _: ["TT"], 422, nothing),
    "supervision:take_back_absence": Door(UNIT_KEEPERS, absence, 302, nothing),
    # The tree and the people.
    "units:tree": Door(EVERYBODY),
    "units:unit": Door(FIGURES, code),
    "people:of_cell": Door(CELL | MEMBER_KEEPERS, code),
    "people:member": Door(CELL | MEMBER_KEEPERS, someone),
    "people:admit": Door(MEMBER_KEEPERS, code),
    "people:enter": Door(MEMBER_KEEPERS, code),
    "people:begin_term": Door(MEMBER_KEEPERS, code),
    "people:transfer_together": Door(MEMBER_KEEPERS, code),
    "people:correct": Door(MEMBER_KEEPERS, someone),
    "people:transfer": Door(MEMBER_KEEPERS, someone),
    "people:elsewhere": Door(MEMBER_KEEPERS, someone),
    "people:back": Door(MEMBER_KEEPERS, lambda v: [v.elsewhere.pk]),
    "people:recognise": Door(MEMBER_KEEPERS, lambda v: [v.probationary.pk]),
    "people:leave": Door(MEMBER_KEEPERS, someone),
    "people:again": Door(MEMBER_KEEPERS, lambda v: [v.plain[2].pk, "TT.01"]),
    "people:begin_standing": Door(MEMBER_KEEPERS, someone),
    "people:begin_post": Door(MEMBER_KEEPERS, lambda v: [v.plain[2].pk, "TT.01"]),
    "people:end_standing": Door(MEMBER_KEEPERS, standing),
    "people:withdraw_standing": Door(MEMBER_KEEPERS, standing, 302, nothing),
    "people:end_post": Door(MEMBER_KEEPERS, post_held),
    "people:withdraw_post": Door(MEMBER_KEEPERS, post_held, 302, nothing),
    "people:decisions": Door(UNIT_KEEPERS),
    "people:decide": Door(UNIT_KEEPERS),
    "people:decision": Door(UNIT_KEEPERS, decision),
    "people:undo": Door(UNIT_KEEPERS, decision),
    # A committee's own forms and lines; filled in by all who see the unit's figures.
    "reports:own_forms": Door(REPORT_KEEPERS, lambda _: ["TT"]),
    "reports:begin_own_form": Door(REPORT_KEEPERS, lambda _: ["TT"], 422, nothing),
    "reports:own_form": Door(REPORT_KEEPERS, report_draft()),
    "reports:rename_form": Door(REPORT_KEEPERS, report_draft(), 422, nothing),
    "reports:add_form_lines": Door(REPORT_KEEPERS, report_draft(), 302, sent(line="cells")),
    "reports:add_form_heading": Door(REPORT_KEEPERS, report_draft(), 302, sent(heading="I")),
    "reports:move_form_line": Door(REPORT_KEEPERS, report_draft(1), 302, sent(way="up")),
    "reports:take_out_form_line": Door(REPORT_KEEPERS, report_draft(1), 302, nothing),
    "reports:copy_form": Door(REPORT_KEEPERS, report_form("TT"), 302, nothing),
    "reports:next_form_version": Door(REPORT_KEEPERS, report_form(), 302, nothing),
    "reports:force_form": Door(REPORT_KEEPERS, report_draft(), 302, sent(since="01/07/2026")),
    "reports:end_form": Door(REPORT_KEEPERS, report_form(), 302, sent(until="01/07/2026")),
    "reports:discard_form": Door(REPORT_KEEPERS, report_draft(), 302, nothing),
    "reports:define_line": Door(REPORT_KEEPERS, lambda _: ["TT"]),
    "reports:own_line": Door(REPORT_KEEPERS, report_line),
    "reports:discard_line": Door(REPORT_KEEPERS, report_line, 302, nothing),
    "reports:filled": Door(CELL | FIGURES, report_form("TT.01", "2026-q2")),
    "reports:filled_file": Door(CELL | FIGURES, report_form("TT.01", "2026-q2", "csv")),
    # Requests from above: who asks, who answers, who sees the burden.
    "reports:requests": Door(REPORT_KEEPERS, lambda _: ["TT"]),
    "reports:ask": Door(REPORT_KEEPERS, lambda _: ["TT"]),
    "reports:held": Door(REPORT_KEEPERS, lambda _: ["TT"]),
    "reports:request": Door(REPORT_KEEPERS, request_sent()),
    "reports:withdraw_request": Door(REPORT_KEEPERS, request_sent(), 302, nothing),
    "reports:answer": Door(LEADERS | UNIT_KEEPERS, request_sent("TT.01"), 302, sent(text="Có")),
    "reports:burden": Door(CELL | FIGURES, lambda _: ["TT.01", timezone.localdate().year]),
    # Reports on their way up: of the commune, to the province that nobody here keeps.
    "reports:below": Door(FIGURES - LEADERS, lambda _: ["TT", "2026-q2"]),
    "reports:climbing": Door(REPORT_KEEPERS, report_signed),
    "reports:send_report": Door(REPORT_KEEPERS, report_signed, 409, nothing),
    "reports:take_report": Door(frozenset(), report_signed, post=nothing),
    "reports:approve_report": Door(frozenset(), report_signed, post=nothing),
    "reports:return_report": Door(frozenset(), report_signed, post=nothing),
    # Figures of before; who asks for no upload of his own is led back.
    "reports:past": Door(REPORT_KEEPERS, lambda _: ["TT"]),
    "reports:look_past": Door(REPORT_KEEPERS, lambda _: ["TT", uuid.uuid4()], 302),
    "reports:undo_past": Door(REPORT_KEEPERS, old_figures, 302, nothing),
    "reports:past_facts": Door(CELL | FIGURES, lambda _: ["TT.01", "2026-06"], 302),
    # Lists brought in and taken out; who asks for no upload of his own is led back.
    "importing:start": Door(MEMBER_KEEPERS | {NEIGHBOUR}, lambda _: ["members"]),
    "importing:export": Door(MEMBER_KEEPERS | {NEIGHBOUR}, lambda _: ["members"]),
    "importing:look": Door(
        MEMBER_KEEPERS | {NEIGHBOUR}, lambda _: ["members", uuid.uuid4()], 302
    ),
    # Word templates.
    "documents:templates": Door(UNIT_KEEPERS, code),
    "documents:template": Door(UNIT_KEEPERS, template),
    "documents:end_template": Door(UNIT_KEEPERS, template, 302, nothing),
    "documents:template_file": Door(UNIT_KEEPERS, lambda _: ["TT.01", "minutes", "ours"]),
    # Accounts.
    "access:accounts": Door(ACCOUNT_KEEPERS),
    "access:open_account": Door(ACCOUNT_KEEPERS, code),
    "access:end_grant": Door(ACCOUNT_KEEPERS, grant, 302, nothing),
    "access:new_password": Door(ACCOUNT_KEEPERS, grant),
    # Open to everyone; tests/house/test_doors.py holds the list.
    "access:sign_in": Door(EVERYBODY, status=302, but=((STRANGER, 200),)),
    "access:preferences": Door(EVERYBODY, status=302, post=nothing),
    "room:shell": Door(EVERYBODY | {STRANGER}),
    "room:worker": Door(EVERYBODY | {STRANGER}),
    "room:manifest": Door(EVERYBODY | {STRANGER}),
    "supervision:phone": Door(EVERYBODY | {STRANGER}),
    "supervision:phone_worker": Door(EVERYBODY | {STRANGER}),
    "https:trust": Door(EVERYBODY | {STRANGER}),
    "https:certificate": Door(EVERYBODY | {STRANGER}, status=404),  # of an office without HTTPS
    "https:profile": Door(EVERYBODY | {STRANGER}, status=404),
    "https:check": Door(EVERYBODY | {STRANGER}),
    "https:worker": Door(EVERYBODY | {STRANGER}),
    # A calendar program cannot sign in: the secret address is the key, and this is none.
    "supervision:calendar": Door(EVERYBODY | {STRANGER}, lambda _: ["x"], 404),
}  # fmt: skip


def test_every_door_has_its_row() -> None:
    assert set(ROWS) == set(DOORS)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ROWS)
def test_who_gets_in(village: Village, name: str) -> None:
    door = ROWS[name]
    next_to(village)
    address = reverse(name, args=list(door.args(village)))
    answers = {}

    for role in (STRANGER, *ROLES):
        with undone():
            client = reader(role, village)
            if door.post is None:
                answers[role] = client.get(address).status_code
            else:
                answers[role] = client.post(address, door.post(village)).status_code

    assert answers == {role: door.expected(role) for role in (STRANGER, *ROLES)}


@pytest.mark.django_db
def test_an_owner_says_what_came_of_his_own_task_and_of_no_other(village: Village) -> None:
    client = reader("member", village)
    held = made.held(village)
    own, other = (
        made.task(held, owner=owner, due_on=date(2026, 6, 20))
        for owner in (village.plain[0], village.third)
    )

    answers = [
        client.post(f"/tasks/{task.pk}/result/", {"key": key(), "is_done": "on"}).status_code
        for task in (own, other)
    ]

    assert answers == [302, 404]
    assert list(Task.objects.exclude(done_on=None)) == [own]


@pytest.mark.django_db
@pytest.mark.parametrize("paper", ["minutes", "resolution", "attendance"])
def test_papers_of_what_is_not_sealed_stay_in_the_cell(village: Village, paper: str) -> None:
    meeting = made.ready(village)

    answers = {
        role: reader(role, village).get(f"/book/papers/{meeting.pk}/{paper}.docx").status_code
        for role in ROLES
    }

    assert answers == {role: 200 if role in WRITERS else 404 for role in ROLES}
