"""`chibo doctor`: what is wrong with an installation, each thing by itself."""

import io
import json
import os
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone, translation
from pytest_django import Settings

from chibo.audit.models import Entry
from chibo.book.models import SealedRecord
from chibo.desk import health
from chibo.guidance.models import RuleValue
from chibo.meetings.models import Material
from tests.factories import meetings as made
from tests.factories.meetings import BY, JULY, JUNE, Village

pytestmark = pytest.mark.django_db

CHECKS = ["home", "key", "space", "fonts", "database", "restore", "migrations"]
CHECKS += ["rules", "files", "book", "backup", "https"]


@pytest.fixture(autouse=True)
def home(
    village: Village, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Return the data directory of an installation in good health."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    (home / "secret.key").touch(mode=0o600)
    settings.CHIBO_HOME = home
    settings.SECRET_KEY = "k" * 50
    settings.IS_EXAMPLE = False
    monkeypatch.delenv("CHIBO_SECRET_KEY")
    Entry.objects.create(at=timezone.now(), account="x", verb="backup.made", subject="x")
    return home


def doctor() -> tuple[int, list[dict[str, Any]]]:
    out = io.StringIO()
    code = 0
    with translation.override("vi"):
        try:
            call_command("doctor", "--json", stdout=out)
        except SystemExit as end:
            assert isinstance(end.code, int)
            code = end.code
    return code, json.loads(out.getvalue())


def complaints() -> dict[str, str]:
    code, rows = doctor()
    found = {row["check"]: row["mend"] for row in rows if not row["ok"]}
    assert code == int(bool(found))
    return found


def test_a_healthy_installation(village: Village) -> None:
    made.sealed(village, JUNE)
    made.sealed(village, JULY)

    code, rows = doctor()

    assert (code, [row["check"] for row in rows]) == (0, CHECKS)
    assert complaints() == {}


def test_what_others_can_read(home: Path) -> None:
    home.chmod(0o755)
    (home / "secret.key").chmod(0o640)

    assert complaints() == {
        "home": f"Người khác trên máy này vào được {home}. Chạy: chmod 700 {home}",
        "key": f"Người khác trên máy này đọc được {home}/secret.key. "
        f"Chạy: chmod 600 {home}/secret.key",
    }


def test_a_short_key(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SECRET_KEY = "short"
    monkeypatch.setenv("CHIBO_SECRET_KEY", "short")

    assert complaints() == {
        "key": "Khóa ở CHIBO_SECRET_KEY quá ngắn. Thay bằng khóa 50 ký tự ngẫu nhiên."
    }


def test_a_directory_that_is_not_there_ends_the_questions(
    settings: Settings, tmp_path: Path
) -> None:
    settings.CHIBO_HOME = tmp_path / "nowhere"

    assert [row["check"] for row in doctor()[1]] == ["home"]
    assert complaints()["home"].startswith(f"Không có thư mục {tmp_path}/nowhere.")


def test_a_directory_nobody_can_write_into(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # tests may run as root, who may do all

    assert complaints() == {
        "home": f"Không ghi được vào {home}. Giao thư mục này cho tài khoản chạy Chibo."
    }


def test_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(9, 8, 7_000_000))

    assert complaints()["space"].startswith("Ổ đĩa còn 7 MB, để sao lưu cần 50")


def test_an_installation_without_rules() -> None:
    RuleValue.objects.all().delete()

    assert complaints() == {"rules": "Chưa nạp quy định nào. Chạy chibo init."}


def test_a_package_without_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "REGULAR", Path("nowhere.ttf"))

    assert complaints() == {"fonts": "Thiếu phông chữ cho văn bản. Cài lại gói Chibo."}


def test_a_row_that_points_at_nothing_is_damage(village: Village) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL allows no such row")
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        cursor.execute("UPDATE units_placement SET parent_id = 999999")
        try:
            _code, rows = doctor()
        finally:
            cursor.execute("DELETE FROM units_placement")

    assert [row["check"] for row in rows] == CHECKS[:5]
    assert rows[-1]["mend"].startswith("Cơ sở dữ liệu bị hỏng (units_placement ")


def test_a_restore_that_was_cut_off(home: Path) -> None:
    (home / "restoring").mkdir()

    assert f"xóa {home}/restoring" in complaints()["restore"]


def test_tables_of_another_version_end_the_questions() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'book'")

    _code, rows = doctor()

    assert [row["check"] for row in rows] == CHECKS[:7]
    assert rows[-1]["mend"] == "Các bảng thuộc phiên bản cũ hơn. Chạy chibo init."


def test_tables_of_a_newer_version_ask_for_that_version() -> None:
    MigrationRecorder(connection).record_applied("book", "9999_of_tomorrow")

    assert [*complaints().items()] == [
        (
            "migrations",
            "Các bảng thuộc phiên bản mới hơn. Cài lại phiên bản đã chạy ở đây lần cuối.",
        )
    ]


def test_a_document_that_is_gone(village: Village, home: Path) -> None:
    meeting = made.planned(village, JUNE)
    Material.objects.create(meeting=meeting, name="…", file="a.pdf", size=1, posted_at=BY["at"])
    assert complaints() == {
        "files": f"Thiếu 1 tài liệu đã tải lên, ví dụ {home}/files/a.pdf. Lấy lại từ bản sao lưu."
    }

    (home / "files").mkdir()
    (home / "files/a.pdf").touch()
    assert complaints() == {}


@pytest.mark.parametrize("sequence", [1, 2])
def test_a_page_that_was_changed(village: Village, sequence: int) -> None:
    neighbour = made.village("TT.02", "bản Ngàm", under=village.commune)
    made.sealed(neighbour, JUNE)
    made.sealed(village, JUNE)
    made.sealed(village, JULY)
    SealedRecord.objects.filter(cell=village.cell, sequence=sequence).update(canonical=b"{}")

    assert complaints()["book"].startswith("Sổ biên bản của TT.01 có trang bị sửa")


@pytest.mark.parametrize(("days", "complains"), [(7, False), (8, True)])
def test_an_old_backup(days: int, complains: bool) -> None:
    Entry.objects.update(at=timezone.now() - timedelta(days=days))

    expected = {"backup": f"Đã {days} ngày chưa sao lưu. Chạy chibo backup ngay."}
    assert complaints() == (expected if complains else {})


def test_days_are_counted_from_the_first_line_where_there_never_was_a_backup() -> None:
    Entry.objects.filter(verb="backup.made").update(verb="x")
    assert complaints() == {}

    Entry.objects.update(at=timezone.now() - timedelta(days=30))
    assert [*complaints()] == ["backup"]


def test_an_example_needs_no_backup(settings: Settings) -> None:
    settings.IS_EXAMPLE = True

    assert [row["check"] for row in doctor()[1]] == [check for check in CHECKS if check != "backup"]
