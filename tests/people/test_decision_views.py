"""Carrying out a decision from its page, and undoing it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from chibo.units.models import Decision, Unit
from tests import factories
from tests.people import lives
from tests.units import pictures

pytestmark = pytest.mark.django_db

LINES = "sáp nhập | TT.MAY | TT.NGAM\nđổi tên | TT.NGAM | Liên Hợp | Chi bộ bản Liên Hợp"
MERGED = "1 Sáp nhập Chi bộ bản Máy (TT.MAY) vào Chi bộ bản Ngàm (TT.NGAM)"


@pytest.fixture
def office(client: Client, commune: Unit, cell: Unit, neighbour: Unit) -> None:
    """The office of the commune with two cells, signed in."""
    client.force_login(factories.account("vp", "office", at=commune))


def decide(client: Client, steps: str, **more: object) -> Any:
    soon = timezone.localdate() + timedelta(days=30)
    return client.post(
        "/people/decisions/new/",
        {
            "number": "21-QĐ/ĐU",
            "signed_on": f"{timezone.localdate():%d/%m/%Y}",
            "effective_on": f"{soon:%d/%m/%Y}",
            "title": "Sáp nhập hai chi bộ",
            "steps": steps,
            **more,
        },
    )


def words(response: Any) -> str:
    html = response.content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html[html.index("<main") :]).split())


@pytest.mark.parametrize(
    ("role", "at", "status"),
    [
        ("office", "TT", 200),
        ("board", "TT", 200),
        ("secretary", "TT.MAY", 404),
        ("supervisor", "TT", 404),
        ("technician", "TT", 404),
    ],
)
def test_who_may_decide(client: Client, cell: Unit, role: str, at: str, status: int) -> None:
    client.force_login(factories.account("lan", role, at=Unit.objects.get(code=at)))

    assert client.get("/people/decisions/").status_code == status
    assert client.get("/people/decisions/new/").status_code == status


@pytest.mark.usefixtures("office")
def test_steps_are_shown_in_words_first_and_carried_out_when_pressed_again(
    client: Client,
) -> None:
    person = factories.member(Unit.objects.get(code="TT.MAY"))
    before = pictures.rows()

    shown = decide(client, LINES)
    assert MERGED in words(shown)
    assert pictures.rows() == before
    done = decide(client, LINES, shown=LINES)

    made = Decision.objects.get()
    assert done["Location"] == f"/people/decisions/{made.pk}/"
    assert [row[1] for row in lives.cells_of(person)] == ["TT.MAY", "TT.NGAM"]
    assert "chưa có hiệu lực" in words(client.get(f"/people/decisions/{made.pk}/"))


@pytest.mark.usefixtures("office")
def test_a_split_leads_to_moving_those_who_go_over(client: Client) -> None:
    line = "chia tách | TT.NGAM | TT.HA | village_cell | bản Hạ | Chi bộ bản Hạ | TT"
    today = f"{timezone.localdate():%d/%m/%Y}"

    decide(client, line, shown=line)
    to_come = client.get(f"/people/decisions/{Decision.objects.get().pk}/")
    assert "/people/of/TT.NGAM/move/" not in to_come.content.decode()

    decide(client, line.replace("TT.HA", "TT.HO"), shown=line.replace("TT.HA", "TT.HO"),
           number="22-QĐ/ĐU", effective_on=today)  # fmt: skip
    holds = client.get(f"/people/decisions/{Decision.objects.latest('pk').pk}/")
    assert "/people/of/TT.NGAM/move/" in holds.content.decode()


@pytest.mark.usefixtures("office")
def test_lines_changed_since_they_were_shown_are_shown_again(client: Client) -> None:
    response = decide(client, LINES, shown="giải thể | TT.MAY")

    assert MERGED in words(response)
    assert not Decision.objects.exists()


@pytest.mark.usefixtures("office")
def test_a_file_is_read_into_the_field(client: Client) -> None:
    file = SimpleUploadedFile("qd.txt", LINES.replace(" | ", "\t").encode("utf-8-sig"))

    response = decide(client, "", table=file)

    assert MERGED in words(response)
    assert "sáp nhập\tTT.MAY\tTT.NGAM" in response.content.decode()


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("content", [b"\xff\xfe\x00PK", b"x" * 200_001, b""])
def test_a_file_that_is_no_such_text_is_refused(client: Client, content: bytes) -> None:
    response = decide(client, "", table=SimpleUploadedFile("qd.docx", content))

    assert response.status_code == 422
    assert not Decision.objects.exists()


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ("xóa | TT.MAY", "Line 1 begins with “xóa”."),
        ("sáp nhập | TT.MAY", "Line 1 has too few or too many columns."),
        ("chuyển | TT.MAY | TH", "No unit TH exists on that day."),
        ("chuyển | TT.MAY", "No unit – exists on that day."),
        ("giải thể | TT", "TT still has units below it: TT.MAY, TT.NGAM."),
    ],
)
def test_a_refusal_keeps_the_lines(client: Client, steps: str, sentence: str) -> None:
    client.cookies["language"] = "en"
    factories.unit("TH", kind="province")
    before = pictures.rows()

    response = decide(client, steps, shown=steps)

    assert response.status_code == 422
    assert sentence in words(response)
    assert steps in response.content.decode()
    assert pictures.rows() == before


@pytest.mark.usefixtures("office")
def test_undoing_asks_first_and_then_leaves_no_trace(client: Client) -> None:
    factories.member(Unit.objects.get(code="TT.MAY"))
    tree, people = pictures.rows(), lives.without_ids()
    decide(client, LINES, shown=LINES)
    path = f"/people/decisions/{Decision.objects.get().pk}/undo/"

    asked = words(client.get(path))
    assert "Hủy quyết định 21-QĐ/ĐU?" in asked
    assert pictures.rows() != tree
    done = client.post(path, follow=True)

    assert "đã hủy" in words(done)
    assert (pictures.rows(), lives.without_ids()) == (tree, people)
    assert "đã hủy" in words(client.get("/people/decisions/"))
    assert client.post(path).status_code == 409


@pytest.mark.usefixtures("office")
def test_a_decision_of_others_is_not_there(client: Client) -> None:
    decide(client, LINES, shown=LINES)
    elsewhere = factories.unit("XX", kind="commune")
    client.force_login(factories.account("khac", "office", at=elsewhere))
    path = f"/people/decisions/{Decision.objects.get().pk}/"

    assert client.get(path).status_code == 404
    assert client.post(f"{path}undo/").status_code == 404
    assert "21-QĐ/ĐU" not in words(client.get("/people/decisions/"))
