"""The phones that keep a cell, and a meeting brought as a file."""

import json
from base64 import b64encode
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chibo.base.keys import uuid7
from chibo.meetings.models import Meeting, RollMark
from chibo.room.actions import devices, documents
from chibo.room.digest import digest, shown
from chibo.room.document import Document
from chibo.room.models import Device, RoomDocument
from tests import factories
from tests.factories import meetings as made
from tests.factories.access import reader
from tests.factories.meetings import Village
from tests.factories.phones import Phone

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meeting(village: Village) -> Meeting:
    return made.planned(village, timezone.localdate())


def phone_of(village: Village, name: str, role: str) -> Device:
    account = factories.account(name, role, at=village.cell)
    return devices.add_device(
        key=uuid7(), account=account, cell=village.cell, name=f"Máy {name}", days_kept=45,
        by=name, at=timezone.now(),
    )  # fmt: skip


def saved(document: object, phone: Phone, **other: Any) -> SimpleUploadedFile:
    found = {
        "chibo": 1, "document": str(document), "cell": "TT.01", "kind": "regular",
        "month": timezone.localdate().replace(day=1).isoformat(),
        "update": b64encode(phone.sent()).decode(), **other,
    }  # fmt: skip
    return SimpleUploadedFile("chibo.json", json.dumps(found).encode())


def written(village: Village) -> Phone:
    phone = Phone(at=timezone.now())
    phone.open()
    phone.mark(village.plain[0])
    return phone


def test_who_leads_the_cell_sees_every_phone_and_others_their_own(village: Village) -> None:
    phone_of(village, "thuky", "meeting_secretary")
    phone_of(village, "uyvien", "committee_member")
    url = reverse("room:devices", args=["TT.01"])

    leading, own = reader("secretary", village), Client()
    own.force_login(Device.objects.get(name="Máy thuky").account)

    assert [name in leading.get(url).content.decode() for name in ("Máy thuky", "Máy uyvien")] == [
        True, True,
    ]  # fmt: skip
    assert [name in own.get(url).content.decode() for name in ("Máy thuky", "Máy uyvien")] == [
        True, False,
    ]  # fmt: skip


def test_a_lost_phone_is_revoked_from_another_one(village: Village) -> None:
    lost = phone_of(village, "thuky", "meeting_secretary")
    url = reverse("room:revoke_device", args=["TT.01", lost.pk])

    reader("secretary", village).post(url)

    lost.refresh_from_db()
    assert lost.revoked_at is not None


def test_a_file_counts_as_if_it_had_been_sent(village: Village, meeting: Meeting) -> None:
    phone = written(village)
    client = reader("secretary", village)
    url = reverse("room:load", args=["TT.01"])

    response = client.post(url, {"file": saved(meeting.pk, phone)})
    again = client.post(url, {"file": saved(meeting.pk, phone)})

    assert (response.status_code, again.status_code) == (302, 302)
    assert RollMark.objects.get().person == village.plain[0]
    assert RoomDocument.objects.get().updates.filter(device=None).count() == 1


def test_the_code_on_the_printed_sheet_is_compared(village: Village, meeting: Meeting) -> None:
    phone = written(village)
    url, client = reverse("room:load", args=["TT.01"]), reader("secretary", village)
    right = shown(digest(Document([phone.sent()])))

    refused = client.post(url, {"file": saved(meeting.pk, phone), "code": "0000 0000 0000 0000"})

    assert refused.status_code == 409
    assert right in refused.content.decode()
    assert not RoomDocument.objects.exists()
    taken = client.post(url, {"file": saved(meeting.pk, phone), "code": right})
    assert taken.status_code == 302
    assert RollMark.objects.count() == 1


def test_a_file_of_a_meeting_nobody_planned_plans_it(village: Village) -> None:
    month = timezone.localdate().replace(day=1)
    key = documents.document_key(village.cell, "regular", month)

    reader("secretary", village).post(
        reverse("room:load", args=["TT.01"]), {"file": saved(key, written(village))}
    )

    assert Meeting.objects.get().state == Meeting.State.HELD


@pytest.mark.parametrize(
    "bad",
    [
        pytest.param(SimpleUploadedFile("x.json", b"\x00\xff"), id="random bytes"),
        pytest.param(SimpleUploadedFile("x.json", b"[1]"), id="no meeting"),
        pytest.param(saved(uuid7(), Phone(), cell="TT.99"), id="of another cell"),
        pytest.param(saved(uuid7(), Phone()), id="of a meeting that is not the cell's"),
        pytest.param(saved(uuid7(), Phone(), update="AAA"), id="cut off"),
    ],
)
def test_any_other_file_is_refused_in_words(village: Village, bad: SimpleUploadedFile) -> None:
    bad.seek(0)

    response = reader("secretary", village).post(
        reverse("room:load", args=["TT.01"]), {"file": bad}
    )

    assert response.status_code == 409
    assert "This file holds no meeting of this cell" in response.content.decode()
    assert not RoomDocument.objects.filter(number__gt=0).exists()
