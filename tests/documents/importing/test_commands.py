"""The commands say what they read and what they did; problems end them with nothing written."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import translation

from chibo.people.models import Person
from chibo.units.loading import load_kinds
from chibo.units.models import Unit
from tests import factories
from tests.documents.importing.test_members import MESSY
from tests.documents.importing.test_units import LIST
from tests.documents.spreadsheets import files

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def members(tmp_path: Path) -> Path:
    factories.unit("TT.MAY", name="bản Máy")
    path = tmp_path / "ds.xlsx"
    path.write_bytes(files.xlsx(MESSY))
    return path


def run(*words: str | Path, capsys: pytest.CaptureFixture[str]) -> str:
    call_command(*map(str, words))
    return capsys.readouterr().out


def test_members_are_brought_in_once(members: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = run("import_members", members, "--on", "31/12/2024", capsys=capsys)
    second = run("import_members", members, "--on", "31/12/2024", capsys=capsys)

    assert first.splitlines()[-2:] == ["5 new, 0 changed, 0 as they are.", "Done."]
    assert second.splitlines()[-2:] == [
        "0 new, 0 changed, 5 as they are.",
        "Nothing new: nothing changed.",
    ]
    assert Person.objects.count() == 5


def test_a_dry_run_writes_nothing(members: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = run("import_members", members, "--on", "31/12/2024", "--dry-run", "--json", capsys=capsys)

    answer = json.loads(out)
    assert (answer["written"], answer["created"], answer["problems"]) == (False, 5, [])
    assert [column["fate"] for column in answer["columns"]].count("not_kept") == 1
    assert Person.objects.count() == 0


def test_problems_are_told_by_cell_and_end_it(
    tmp_path: Path, members: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = [list(row) for row in MESSY]
    broken[9][5] = "31/02/2001"
    members.write_bytes(files.xlsx(broken))

    with pytest.raises(CommandError, match="Nothing was imported"):
        run("import_members", members, "--on", "31/12/2024", capsys=capsys)

    told = "▲ F10\tadmitted on\tThere is no day 31/02/2001. Look it up and put it right."
    assert told in capsys.readouterr().out.splitlines()
    assert Person.objects.count() == 0


def test_a_column_may_be_named_and_the_cell_given(
    tmp_path: Path, members: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Người;Ngày sinh;Diễn giải\nLò Văn Ất;1958;DB\n", encoding="utf-8")
    words = ["--map", "Người=name", "--map", "Diễn giải=note", "--cell", "TT.MAY"]

    run("import_members", path, *words, capsys=capsys)

    assert Person.objects.get().full_name == "Lò Văn Ất"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--map", "Tên=name"], "The list has no column “Tên”."),
        (["--map", "STT=nickname"], "No field nickname"),
        (["--sheet", "Tờ 9"], "There is no sheet “Tờ 9”. The file has: Danh sách."),
        (["--cell", "XX"], "No unit XX"),
    ],
)
def test_what_is_wrong_with_a_command_is_said(
    members: Path, capsys: pytest.CaptureFixture[str], words: list[str], why: str
) -> None:
    with pytest.raises(CommandError) as refused:
        run("import_members", members, *words, capsys=capsys)

    assert str(refused.value) == why


def test_units_go_in_and_out_and_in_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load_kinds()
    path, out = tmp_path / "dv.xlsx", tmp_path / "out.xlsx"
    path.write_bytes(files.xlsx(LIST))

    run("import_units", path, capsys=capsys)
    run("export_units", out, "--unit", "TT", capsys=capsys)
    again = run("import_units", out, capsys=capsys)

    assert Unit.objects.count() == 4
    assert again.splitlines()[-1] == "Nothing new: nothing changed."


def test_members_go_out_and_in_again(
    tmp_path: Path, members: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.xlsx"
    run("import_members", members, "--on", "31/12/2024", capsys=capsys)

    run("export_members", out, capsys=capsys)
    again = run("import_members", out, capsys=capsys)

    assert again.splitlines()[-1] == "Nothing new: nothing changed."
