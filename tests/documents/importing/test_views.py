"""The pages of a list: who may, what they say, and that only the last button writes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from chibo.base.cells import Cell
from chibo.documents.importing import uploads
from chibo.documents.spreadsheets.reading import read
from chibo.people.models import Account, Membership, Person
from chibo.units.models import Unit
from tests import factories
from tests.documents.spreadsheets import files

pytestmark = [
    pytest.mark.django_db(transaction=True),
]

HEAD: list[Cell] = ["STT", "Họ và tên", "Ngày sinh", "Dân tộc", "Ngày vào Đảng", "Ngày chính thức"]
GOOD: list[list[Cell]] = [
    HEAD,
    [1, "LÒ VĂN ẤT", "05/9/1958", "Thái", "3/2/1985", "3/2/1986"],
    [2, "Hà Thị Bảy", "1962", "", "19/5/1990", None],
]


@pytest.fixture
def commune() -> Unit:
    return factories.unit("TT", kind="commune", name="Đảng bộ xã Trung Thượng")


@pytest.fixture
def may(commune: Unit) -> Unit:
    return factories.unit("TT.MAY", name="bản Máy", under=commune)


@pytest.fixture
def office(client: Client, commune: Unit, may: Unit) -> Iterator[Client]:
    client.force_login(factories.account("lan", "office", at=commune))
    client.cookies["language"] = "en"
    yield client
    translation.activate("vi")


def send(client: Client, content: bytes, name: str = "ds.xlsx", kind: str = "members") -> str:
    """Send a file and return the address of its page."""
    said = {"unit": "TT.MAY" if kind == "members" else "TT", "since": "1/1/2024", "on": "1/3/2024"}
    file = SimpleUploadedFile(name, content)
    response = client.post(f"/lists/{kind}/", {"file": file, **said})
    assert response.status_code == 302, response.content.decode()
    return response["Location"]


def page(client: Client, url: str) -> str:
    return " ".join(client.get(url).content.decode().split())


@pytest.mark.parametrize(
    ("role", "kind", "status"),
    [
        ("office", "members", 200),
        ("office", "units", 200),
        ("board", "units", 200),
        ("secretary", "members", 200),
        ("secretary", "units", 404),
        ("member", "members", 404),
        ("supervisor", "members", 404),
        ("office", "papers", 404),
    ],
)
def test_who_may_bring_lists_in_and_take_them_out(
    client: Client, may: Unit, role: str, kind: str, status: int
) -> None:
    client.force_login(factories.account("lan", role, at=may))

    answers = [client.get(f"/lists/{kind}/"), client.get(f"/lists/{kind}/export/")]

    assert [answer.status_code for answer in answers] == [status, status]


def test_a_list_is_shown_first_and_written_when_confirmed(office: Client) -> None:
    url = send(office, files.xlsx(GOOD))
    shown = office.get(url)
    assert Person.objects.count() == 0

    query = dict(shown.context["said"])
    response = office.post(url, {**query, "shown": shown.context["shown"].digest})

    assert response.status_code == 302
    assert list(Person.objects.order_by("pk").values_list("full_name", "official")) == [
        ("Lò Văn Ất", "1986-02-03"),
        ("Hà Thị Bảy", "1991-05-19"),
    ]
    assert Membership.objects.filter(cell__code="TT.MAY").count() == 2
    assert "2 new on record, 0 changed, 0 left as they are." in page(office, response["Location"])
    # The file is gone with its names.
    assert "The file is not kept any more." in page(office, office.get(url)["Location"])


def test_the_page_says_what_it_read_and_what_is_not_kept(office: Client) -> None:
    text = page(office, send(office, files.xlsx(GOOD)))

    assert "known, and not kept" in text
    assert "19/05/1991 is entered, twelve months after admission." in text
    assert "Enter 2 rows" in text
    assert "Thái" not in text


def test_problems_stand_by_row_and_column_and_nothing_can_be_entered(office: Client) -> None:
    broken: list[list[Cell]] = [*GOOD, [3, "Vi Văn Cảnh", "31/02/1970", "", "2/9/2001", "2/9/2002"]]
    url = send(office, files.xlsx(broken))

    text = page(office, url)
    query = dict(office.get(url).context["said"])
    response = office.post(url, {**query, "shown": office.get(url).context["shown"].digest})

    assert "row 4, column C" in text
    assert "There is no day 31/02/1970. Look it up and put it right." in text
    assert "Enter 3 rows" not in text
    assert response.status_code == 409
    assert Person.objects.count() == 0


def test_what_changed_meanwhile_is_shown_once_more(office: Client, may: Unit) -> None:
    url = send(office, files.xlsx(GOOD))
    shown = office.get(url)
    factories.member(may, "Hà Thị Bảy", born="1962")

    query = dict(shown.context["said"])
    response = office.post(url, {**query, "shown": shown.context["shown"].digest})

    assert response.status_code == 409
    assert "Something was changed on record meanwhile." in response.content.decode()
    assert Person.objects.count() == 1


def test_a_person_maps_a_column_that_nobody_knows(office: Client) -> None:
    rows: list[list[Cell]] = [
        ["STT", "Người", "Ngày sinh", "Ngày vào Đảng"],
        [1, "Lò Văn Ất", "1958", "3/2/1985"],
    ]
    url = send(office, files.xlsx(rows))
    before = page(office, url)

    after = page(office, f"{url}&c0=number&c1=name&c2=born&c3=joined")

    assert "not known: say what it holds, or leave it out" in before
    assert "There is no name." in before
    assert "Enter 1 row" in after


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("ds.xlsx", b"%PDF-1.7", "This is no spreadsheet."),
        ("CV mật 12.xlsx", files.xlsx(GOOD), "This file is marked secret and was not kept."),
        ("ds.xlsx", files.xlsx([["TUYỆT MẬT"], *GOOD]), "This file is marked secret"),
        ("ds.xlsx", files.xlsx([[1]]), "No row of headings was found."),
        ("ds.xlsx", b"\0" * (10 * 1024 * 1024 + 1), "The file is larger than 10 MB."),
    ],
)
def test_a_file_that_is_refused_is_not_kept(
    office: Client, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes, words: str
) -> None:
    kept: list[str] = []
    monkeypatch.setattr(uploads, "keep", lambda upload, **more: kept.append(upload.name))
    said = {"unit": "TT.MAY", "since": "1/1/2024", "on": "1/3/2024"}

    response = office.post("/lists/members/", {"file": SimpleUploadedFile(name, content), **said})

    assert (response.status_code, kept) == (422, [])
    assert words in response.content.decode()


def test_a_form_without_a_file_says_so(office: Client) -> None:
    response = office.post("/lists/members/", {"unit": "", "since": "x", "on": "1/3/2024"})

    assert response.status_code == 422
    assert "Choose the file of the list." in response.content.decode()
    assert "Write the day like 15/12/2026." in response.content.decode()


def test_nobody_sees_the_file_of_another(office: Client, may: Unit) -> None:
    url = send(office, files.xlsx(GOOD))
    office.force_login(factories.account("hoa", "secretary", at=may))

    response = office.get(url)

    assert (response.status_code, response["Location"]) == (302, "/lists/members/")


def test_units_come_in_by_the_same_pages(office: Client) -> None:
    rows: list[list[Cell]] = [
        ["STT", "Mã đơn vị", "Tên chi bộ", "Ngày thành lập"],
        [1, "TT.NGAM", "CHI BỘ BẢN NGÀM", "5/6/1990"],
    ]
    url = send(office, files.xlsx(rows), kind="units")
    shown = office.get(url)

    query = dict(shown.context["said"])
    office.post(url, {**query, "shown": shown.context["shown"].digest})

    unit = Unit.objects.get(code="TT.NGAM")
    assert unit.placements.get().parent.code == "TT"
    assert unit.names.get().full_name == "Chi bộ bản Ngàm"


def test_what_is_taken_out_is_only_what_one_keeps(office: Client, may: Unit) -> None:
    factories.member(may, "Lò Văn Ất", born="1958-09-05")
    factories.member(factories.unit("XX", name="bản Xa"), "Ai Đó")

    content = office.get("/lists/members/export/").content

    rows = read(content).chosen(None).rows
    assert [row[1:3] for row in rows[3:]] == [
        ("Họ và tên", "Ngày sinh"),
        ("Lò Văn Ất", "05/09/1958"),
    ]


def test_an_old_upload_is_forgotten(office: Client) -> None:
    account = Account.objects.get(username="lan")
    now = datetime.now(UTC)
    old = uploads.keep(uploads.Upload("a", b"1"), of=account, at=now)
    new = uploads.keep(uploads.Upload("b", b"2"), of=account, at=now + timedelta(hours=25))

    assert uploads.kept(new, of=account) == uploads.Upload("b", b"2")
    with pytest.raises(uploads.NoUpload):
        uploads.kept(old, of=account)
