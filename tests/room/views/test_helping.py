"""The pages by which a cell has a meeting typed, and what an office sees of the cell meanwhile."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chibo.book.models import SealedRecord
from chibo.book.papers import minutes_paper
from chibo.meetings.actions import hold
from chibo.meetings.models import Entrustment, Meeting
from chibo.room import urls
from tests.factories import meetings as made
from tests.factories.access import reader
from tests.factories.meetings import BY, JUNE, Village

pytestmark = pytest.mark.django_db


@pytest.fixture
def village() -> Village:
    return made.village()


@pytest.fixture
def secretary(village: Village) -> Client:
    return reader("secretary", village)


@pytest.fixture
def office(village: Village) -> Client:
    return reader("office", village)


def shown(client: Client, name: str, meeting: Meeting) -> str:
    answer = client.get(reverse(f"room:{name}", args=[meeting.pk]), follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def send(client: Client, name: str, meeting: Meeting, **post: object) -> int:
    return client.post(reverse(f"room:{name}", args=[meeting.pk]), post).status_code


def test_the_secretary_asks_and_takes_back(
    village: Village, secretary: Client, office: Client
) -> None:
    meeting = made.held(village)
    assert "Ask Văn phòng Đảng ủy xã Trung Thượng to type it" in shown(secretary, "help", meeting)

    assert send(secretary, "entrust", meeting, office="TT") == 302
    assert Entrustment.objects.get().consented_by == village.secretary
    assert "You are typing for Chi bộ bản Máy" in shown(office, "room", meeting)

    assert send(secretary, "take_back", meeting) == 302
    assert office.get(reverse("room:room", args=[meeting.pk])).status_code == 404


def test_an_office_that_is_none_is_not_asked(village: Village, secretary: Client) -> None:
    meeting = made.held(village)

    assert send(secretary, "entrust", meeting, office="TT.01") == 404
    assert send(secretary, "entrust", meeting) == 404
    assert not Entrustment.objects.exists()


def test_what_the_office_wrote_down_waits_on_the_secretarys_desk(
    village: Village, secretary: Client, office: Client
) -> None:
    meeting = made.held(village)
    asked = {
        "consented_by": village.secretary.pk,
        "how": "phone",
        "consented_on": f"{timezone.localdate():%d/%m/%Y}",
    }
    assert send(office, "entrust", meeting, **asked) == 302
    assert "waits for the secretary" in shown(office, "help", meeting)

    today = secretary.get("/").content.decode()
    assert "Hà Văn Thuấn asked on" in today
    assert send(secretary, "confirm_trust", meeting) == 302
    assert "Is that so?" not in secretary.get("/").content.decode()


def test_a_bad_form_keeps_what_was_typed(village: Village, office: Client) -> None:
    meeting = made.held(village)
    tomorrow = f"{timezone.localdate() + timedelta(days=1):%d/%m/%Y}"

    answer = office.post(
        reverse("room:entrust", args=[meeting.pk]),
        {"consented_by": village.secretary.pk, "how": "paper", "consented_on": tomorrow},
    )
    assert answer.status_code == 409
    assert "That day cannot be" in answer.content.decode()
    assert tomorrow in answer.content.decode()

    empty = office.post(reverse("room:entrust", args=[meeting.pk]), {"how": "paper"})
    assert empty.status_code == 422
    assert "Choose who asked for it." in empty.content.decode()


def test_the_office_finds_what_it_was_asked_for(village: Village, office: Client) -> None:
    asked, other = (
        made.held(village),
        made.planned(made.village("TT.03", "bản Ngàm", under=village.commune), JUNE),
    )
    Meeting.objects.update(starts_at=timezone.now() - timedelta(days=1))
    made.entrusted(asked, village)

    page = office.get(reverse("room:helping")).content.decode()

    given, waiting = page.split('id="waiting"')
    assert reverse("room:help", args=[asked.pk]) in given
    assert reverse("room:help", args=[other.pk]) in waiting
    assert "Chi bộ bản Máy" in given
    assert "Chi bộ bản Ngàm" in waiting
    assert reverse("room:help", args=[asked.pk]) not in waiting


def test_lines_say_who_typed_them(village: Village, secretary: Client, office: Client) -> None:
    meeting = made.entrusted(made.held(village), village)
    item = made.content(meeting)[0]
    send_to = reverse("room:conclude", args=[item.pk])

    assert office.post(send_to, {"conclusion-conclusion": "Nạo vét mương"}).status_code == 302

    line = "typed by office, Văn phòng Đảng ủy xã Trung Thượng"
    address = f"{reverse('room:room', args=[meeting.pk])}?item={item.pk}"
    assert line in secretary.get(address).content.decode()
    assert line in office.get(address).content.decode()
    assert "Typed by office, Văn phòng Đảng ủy xã Trung Thượng." in shown(
        secretary, "close", meeting
    )


def typed(village: Village) -> Meeting:
    """Return a meeting ready to be closed, of which the office typed a speech."""
    meeting = made.entrusted(made.read(made.ready(village)), village)
    hold.add_speech(
        item_id=made.content(meeting)[0].pk, person=village.secretary, gist="Đồng ý", by="office",
        at=BY["at"] + timedelta(days=3),
    )  # fmt: skip
    return meeting


def record(meeting: Meeting) -> dict[str, object]:
    found: dict[str, object] = json.loads(
        bytes(SealedRecord.objects.get(meeting=meeting).canonical)
    )
    return found


def test_the_secretary_reads_closes_and_seals(
    village: Village, secretary: Client, office: Client
) -> None:
    meeting = typed(village)
    assert "The secretary closes the minutes, or a signed paper does." in shown(
        office, "close", meeting
    )
    assert send(office, "close_now", meeting) == 404

    assert send(secretary, "close_now", meeting) == 302
    assert send(secretary, "seal", meeting) == 302

    found = record(meeting)
    today = timezone.localdate()
    assert found["on_behalf"] == {
        "office": "Văn phòng Đảng ủy xã Trung Thượng",
        "typed_by": ["office"],
        "consent": {
            "by": "Hà Văn Thuấn", "how": "phone", "on": "2026-06-01", "recorded_by": "bithu",
            "confirmed": False,
        },
        "approval": {"by": "Hà Văn Thuấn", "how": "here", "on": today.isoformat()},
    }  # fmt: skip
    assert minutes_paper(found, draft=False).notes == (
        "Văn phòng Đảng ủy xã Trung Thượng (office) gõ hộ theo đề nghị của chi bộ",
        f"Đồng chí Hà Văn Thuấn đã đọc lại và xác nhận ngày {today:%d/%m/%Y}",
    )


def test_the_office_closes_with_the_signed_paper(village: Village, office: Client) -> None:
    meeting = typed(village)
    signed = {"signed_by": village.secretary.pk, "signed_on": f"{JUNE:%d/%m/%Y}"}
    assert "No signed page is attached yet." in shown(office, "help", meeting)
    assert send(office, "approve_on_paper", meeting, **signed) == 409

    made.by_hand(meeting)
    assert "The paper is signed: close the minutes" in shown(office, "help", meeting)
    assert send(office, "approve_on_paper", meeting) == 422
    assert send(office, "approve_on_paper", meeting, **signed) == 302
    assert send(office, "seal", meeting) == 302

    found = record(meeting)
    assert found["on_behalf"]["approval"] == {  # type: ignore[index]
        "by": "Hà Văn Thuấn", "how": "paper", "on": JUNE.isoformat(),
    }  # fmt: skip
    assert len(found["pages"]) == 1  # type: ignore[arg-type]


def test_what_is_not_whole_is_not_approved(village: Village, office: Client) -> None:
    meeting = made.held(village)
    made.by_hand(meeting)
    made.entrusted(meeting, village)
    signed = {"signed_by": village.secretary.pk, "signed_on": f"{JUNE:%d/%m/%Y}"}

    answer = office.post(reverse("room:approve_on_paper", args=[meeting.pk]), signed)

    assert answer["Location"] == reverse("room:close", args=[meeting.pk])
    assert made.fresh(meeting).state == "held"
    assert Entrustment.objects.get().approved_how == ""


def test_a_cell_that_wrote_itself_says_nothing_of_it(village: Village) -> None:
    meeting = made.entrusted(made.ready(village), village)

    made.seal(meeting)

    assert "on_behalf" not in record(meeting)


# What opens to an office for a meeting entrusted to it; all else of the cell stays shut.
OPEN_TO_A_HELPER = {
    "detail", "room", "roll", "rest_present", "seat", "guest", "open", "resolution",
    "close", "fill_gaps", "read_back", "bring", "notice", "calendar", "sheet", "pages",
    "help", "entrust", "approve_on_paper",
}  # fmt: skip


DOORS = [
    pattern.name
    for pattern in urls.urlpatterns
    if str(pattern.pattern).startswith("<uuid:meeting_id>") and "slug" not in str(pattern.pattern)
]


@pytest.mark.parametrize("name", DOORS)
def test_which_doors_open(village: Village, office: Client, name: str) -> None:
    meeting = made.entrusted(made.held(village), village)

    answer = office.get(reverse(f"room:{name}", args=[meeting.pk]))
    posted = office.post(
        reverse(f"room:{name}", args=[meeting.pk]), {"present": village.secretary.pk}
    )

    opens = 404 not in (answer.status_code, posted.status_code)
    assert opens == (name in OPEN_TO_A_HELPER)
