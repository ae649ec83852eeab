"""A device and the server, request by request."""

import gzip
import json
import uuid
from base64 import b64decode, b64encode
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chibo.base.keys import uuid7
from chibo.meetings.models import Meeting, RollMark
from chibo.room.actions import devices, documents
from chibo.room.lines import moment_text
from chibo.room.models import Device, RoomDocument
from tests import factories
from tests.factories import meetings as made
from tests.factories.meetings import Village
from tests.factories.phones import Phone

pytestmark = pytest.mark.django_db(transaction=True)

SOON = timezone.localdate() + timedelta(days=3)


@pytest.fixture
def writer(village: Village) -> Client:
    client = Client()
    client.force_login(factories.account("thuky", "meeting_secretary", at=village.cell))
    return client


@pytest.fixture
def device(village: Village, writer: Client) -> str:
    key = str(uuid7())
    answer(writer, reverse("room:add_device", args=[village.cell.code]), device=key, name="Máy")
    return key


def send(client: Client, url: str, **values: Any) -> Any:
    body = gzip.compress(json.dumps(values).encode())
    headers = {"Content-Encoding": "gzip"}
    return client.post(url, body, content_type="application/json", headers=headers)


def answer(client: Client, url: str, **values: Any) -> dict[str, Any]:
    response = send(client, url, **values)
    found: dict[str, Any] = json.loads(gzip.decompress(response.content))
    return found


def sync(client: Client, document: uuid.UUID, device: str, phone: Phone, **more: Any) -> Any:
    values = {
        "device": device,
        "clock": moment_text(timezone.now()),
        "vector": b64encode(phone.doc.get_state()).decode(),
        "update": b64encode(phone.sent()).decode(),
        **more,
    }
    found = answer(client, reverse("room:sync", args=[document]), **values)
    if "update" in found:
        phone.hear(b64decode(found["update"]))
    return found


@pytest.fixture
def meeting(village: Village) -> Meeting:
    return made.planned(village, SOON)


def test_a_device_carries_all_that_a_meeting_needs(
    village: Village, meeting: Meeting, writer: Client, device: str
) -> None:
    copy = answer(writer, reverse("room:fetch_copy", args=[village.cell.code]), device=device)

    carried = copy["meetings"][0]
    assert copy["cell"] == {
        "code": "TT.01",
        "name": "Chi bộ bản Máy",
        "parent": "Đảng bộ xã Trung Thượng",
    }
    assert len(copy["members"]) == 10
    assert (carried["id"], carried["place"]) == (str(meeting.pk), meeting.place)
    assert [item["part"] for item in carried["items"]][:1] == ["opening"]
    assert copy["values"]["vote.ordinary"]["value"] == ">1/2"
    assert copy["agendas"]["regular"]


def test_two_devices_hear_of_each_other(
    village: Village, meeting: Meeting, writer: Client, device: str
) -> None:
    one, two = Phone("one"), Phone("two")
    one.mark(village.plain[0])
    two.mark(village.plain[1])

    sync(writer, meeting.pk, device, one)
    sync(writer, meeting.pk, device, two)
    sync(writer, meeting.pk, device, one)

    assert sorted(one.decided.to_py() or {}) == sorted(two.decided.to_py() or {})
    assert len(one.decided.to_py() or {}) == 2


def test_a_replay_changes_nothing(
    village: Village, meeting: Meeting, writer: Client, device: str
) -> None:
    phone = Phone()
    phone.mark(village.plain[0])
    sync(writer, meeting.pk, device, phone)
    first = RoomDocument.objects.get().number

    for _ in range(3):
        sync(writer, meeting.pk, device, phone)

    assert RoomDocument.objects.get().number == first == 1


def test_folding_answers_with_what_stays_open(
    village: Village, meeting: Meeting, writer: Client, device: str
) -> None:
    phone = Phone(at=timezone.now())
    phone.open()
    phone.mark(village.plain[0])
    phone.vote(made.content(meeting)[0], 5)
    sync(writer, meeting.pk, device, phone)

    found = answer(writer, reverse("room:fold", args=[meeting.pk]), device=device)

    assert found["state"] == "held"
    assert [(p["kind"], p["reason"]) for p in found["points"]] == [("refused", "BadVote")]
    assert RollMark.objects.get().person == village.plain[0]


def test_a_clock_that_is_wrong_is_noticed(
    village: Village, meeting: Meeting, writer: Client, device: str
) -> None:
    slow = moment_text(timezone.now() - timedelta(hours=2))

    found = sync(writer, meeting.pk, device, Phone(), clock=slow)

    assert found["skew"] == pytest.approx(7200, abs=30)
    assert Device.objects.get().skew == pytest.approx(7200, abs=30)


def test_a_revoked_device_is_told_to_give_its_file_to_the_secretary(
    village: Village, meeting: Meeting, writer: Client, device: str
) -> None:
    devices.revoke_device(key=uuid.UUID(device), by="bithu", at=timezone.now())
    phone = Phone()
    phone.mark(village.plain[0])

    found = sync(writer, meeting.pk, device, phone)

    assert found["refused"] == "revoked"
    assert not RoomDocument.objects.filter(number__gt=0).exists()


def test_an_update_of_another_cell_finds_nothing(
    village: Village, writer: Client, device: str
) -> None:
    other = made.planned(made.village("TT.02", "bản Ngàm", under=village.commune), SOON)
    documents.begin(meeting=other, by="x", at=timezone.now())

    response = send(writer, reverse("room:sync", args=[other.pk]), device=device, update="")

    assert response.status_code == 404


def test_a_document_begun_apart_is_taken_for_its_own_cell_and_month_only(
    village: Village, writer: Client, device: str
) -> None:
    month = SOON.replace(day=1)
    key = documents.document_key(village.cell, "regular", month)
    about = {"cell": village.cell.code, "kind": "regular", "month": month.isoformat()}
    phone = Phone(at=timezone.now())
    phone.open()

    wrong = sync(writer, uuid.uuid4(), device, phone, **about)
    right = sync(writer, key, device, phone, **about)

    assert wrong["refused"] == "other_cell"
    assert right["number"] == 1


def test_a_device_without_the_plan_hears_of_those_that_had_it(
    village: Village, meeting: Meeting, writer: Client, device: str
) -> None:
    month = SOON.replace(day=1)
    key = documents.document_key(village.cell, "regular", month)
    about = {"cell": village.cell.code, "kind": "regular", "month": month.isoformat()}
    with_plan, without = Phone("a", at=timezone.now()), Phone("b", at=timezone.now())
    for phone, person in ((with_plan, village.plain[0]), (without, village.plain[1])):
        phone.open()
        phone.mark(person)
    sync(writer, meeting.pk, device, with_plan)
    sync(writer, key, device, without, **about)
    answer(writer, reverse("room:fold", args=[key]), device=device)

    sync(writer, key, device, without, **about)
    number = writer.get(reverse("room:number", args=[key])).content

    copy = answer(writer, reverse("room:fetch_copy", args=[village.cell.code]), device=device)

    assert copy["joined"] == [str(key)]
    assert f"roll/{village.plain[0].pk}" in str(without.decided.to_py())
    assert number == writer.get(reverse("room:number", args=[meeting.pk])).content
    assert RollMark.objects.count() == 2


@pytest.mark.parametrize(
    ("body", "status", "refused"),
    [
        pytest.param(b"\x00\x01", 400, "unreadable", id="random bytes"),
        pytest.param(gzip.compress(b"[]"), 400, "unreadable", id="no object"),
        pytest.param(gzip.compress(b" " * 60_000_000), 413, "too_large", id="fifty megabytes packed small"),
    ],
)  # fmt: skip
def test_what_is_no_message_is_refused_in_words(
    meeting: Meeting, writer: Client, device: str, body: bytes, status: int, refused: str
) -> None:
    response = writer.post(
        reverse("room:sync", args=[meeting.pk]), body, content_type="application/json",
        headers={"Content-Encoding": "gzip"},
    )  # fmt: skip

    found = json.loads(gzip.decompress(response.content))
    assert (response.status_code, found["refused"]) == (status, refused)
    assert "lưu thành tệp" in found["sentence"]


def test_bytes_that_are_no_document_are_refused_in_words(
    meeting: Meeting, writer: Client, device: str
) -> None:
    noise = b64encode(b"\xff\xfe\x00 noise").decode()

    found = sync(writer, meeting.pk, device, Phone(), update=noise)

    assert found["refused"] == "unreadable"


def test_the_number_tells_whether_there_is_something_new(
    village: Village, meeting: Meeting, writer: Client, device: str
) -> None:
    url = reverse("room:number", args=[meeting.pk])
    before = writer.get(url).status_code
    phone = Phone()
    phone.mark(village.plain[0])
    sync(writer, meeting.pk, device, phone)

    assert (before, writer.get(url).content) == (404, b"1")


def test_the_copy_of_sixty_members_stays_under_200_kilobytes(
    village: Village, meeting: Meeting, writer: Client, device: str
) -> None:
    for number in range(50):
        factories.member(village.cell, f"Nguyễn Thị Hồng Hạnh {number}")

    copy = answer(writer, reverse("room:fetch_copy", args=[village.cell.code]), device=device)

    assert len(copy["members"]) == 60
    assert len(json.dumps(copy, ensure_ascii=False).encode()) < 100_000


def test_a_server_restored_from_yesterday_gets_the_day_back(
    village: Village, meeting: Meeting, writer: Client, device: str
) -> None:
    phone = Phone(at=datetime.now(UTC))
    phone.open()
    phone.mark(village.plain[0])
    sync(writer, meeting.pk, device, phone)
    answer(writer, reverse("room:fold", args=[meeting.pk]), device=device)
    sync(writer, meeting.pk, device, phone)
    RoomDocument.objects.all().delete()
    RollMark.objects.all().delete()
    Meeting.objects.update(state="planned", opened_at=None)

    sync(writer, meeting.pk, device, phone)
    found = answer(writer, reverse("room:fold", args=[meeting.pk]), device=device)

    assert (found["state"], found["points"]) == ("held", [])
    assert RollMark.objects.get().person == village.plain[0]
