"""A backup made and put back, on the database of this run; and what is refused."""

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import translation
from pytest_django import Settings

from chibo.audit.models import Entry
from chibo.book.models import SealedRecord
from chibo.desk.backup import databases
from chibo.desk.backup.archive import Damaged, NotABackup
from chibo.desk.backup.making import Backup, make_backup
from chibo.desk.backup.restoring import (
    FromNewerVersion,
    NotEmpty,
    NotWhole,
    restore,
    verify_backup,
)
from chibo.documents.models import CommitteeTemplate
from chibo.meetings.models import Material
from tests.factories import meetings as made
from tests.factories.meetings import AT, BY, JUNE, Village
from tests.factories.watching import tables

pytestmark = pytest.mark.django_db(transaction=True)

LATER = AT + timedelta(days=3)
MATERIAL = "materials/2026/06/chỉ thị 10.pdf"
Content = dict[str, bytes]


@pytest.fixture(autouse=True)
def _second_database(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test open the database in a backup; Django's tests know only those of the settings."""
    guarded = BaseDatabaseWrapper.ensure_connection

    def ensured(self: BaseDatabaseWrapper) -> None:
        if self.alias == databases.COPY and self.connection is None:
            self.connect()
        guarded(self)

    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", ensured)


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Path:
    """Return a data directory of this test's own."""
    return moved(tmp_path / "home", settings)


def moved(home: Path, settings: Settings) -> Path:
    home.mkdir()
    settings.CHIBO_HOME = home
    return home


@pytest.fixture
def full(village: Village, home: Path) -> Village:
    """Return a cell with a page in its book, a document, a template of its own and a task."""
    meeting = made.held(village, JUNE)
    made.task(meeting, owner=village.third, due_on=JUNE)
    made.seal(meeting)
    (home / "files" / MATERIAL).parent.mkdir(parents=True)
    (home / "files" / MATERIAL).write_bytes(b"%PDF")
    Material.objects.create(meeting=meeting, name="Chỉ thị", file=MATERIAL, size=4, posted_at=AT)
    CommitteeTemplate.objects.create(
        unit=village.commune, kind="minutes", since=JUNE, content=bytes(range(256)), sha256="…"
    )
    Entry.objects.create(at=AT, account="x", verb="x", subject="x", detail={"z": None, "a": ["ế"]})
    return village


@pytest.fixture
def backup(full: Village, tmp_path: Path) -> Backup:
    return make_backup(to=tmp_path / "b.zip", **BY)


def emptied(home: Path, settings: Settings) -> Path:
    """Lose everything: another machine, an empty database."""
    call_command("flush", interactive=False, verbosity=0)
    return moved(home, settings)


def listing(directory: Path) -> list[str]:
    return sorted(path.relative_to(directory).as_posix() for path in directory.rglob("*"))


def rewritten(path: Path, change: Callable[[Content], None]) -> Path:
    """Write a backup anew after a change of its parts, hashes of the manifest as they were."""
    with zipfile.ZipFile(path) as old:
        content = {name: old.read(name) for name in old.namelist()}
    change(content)
    new = path.with_name("changed.zip")
    with zipfile.ZipFile(new, "w") as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    return new


@contextmanager
def manifest_of(content: Content) -> Iterator[dict[str, Any]]:
    said = json.loads(content["manifest.json"])
    yield said
    content["manifest.json"] = json.dumps(said).encode()


def with_database(content: Content, directory: Path, words: str) -> None:
    """Change the database in a backup as somebody would who also mends the hash."""
    path = directory / "tampered.sqlite3"
    path.write_bytes(content["chibo.sqlite3"])
    with closing(sqlite3.connect(path)) as opened, opened:
        opened.execute(words)
    content["chibo.sqlite3"] = path.read_bytes()
    with manifest_of(content) as said:
        part = next(part for part in said["parts"] if part["name"] == "chibo.sqlite3")
        part["size"] = len(content["chibo.sqlite3"])
        part["sha256"] = sha256(content["chibo.sqlite3"]).hexdigest()


def test_all_comes_back_as_it_was(
    full: Village, home: Path, tmp_path: Path, settings: Settings
) -> None:
    before = tables()
    assert all(before[name] for name in ("book.SealedRecord", "documents.CommitteeTemplate"))
    settings.SECRET_KEY = "the key of this installation"
    made_ = make_backup(to=tmp_path / "b.zip", **BY)
    new = emptied(tmp_path / "new", settings)
    assert tables()["people.Person"] == []

    verified = restore(path=made_.path, by="kythuat", at=LATER)

    after = tables()
    line = after["audit.Entry"].pop()
    assert after == before
    assert (line["verb"], line["account"], line["at"]) == ("backup.restored", "kythuat", LATER)
    assert (verified.pages, verified.missing) == (1, [])
    assert (new / "files" / MATERIAL).read_bytes() == b"%PDF"
    assert (new / "secret.key").read_text() == "the key of this installation"
    assert listing(new) == sorted(
        [
            "files",
            "files/materials",
            "files/materials/2026",
            "files/materials/2026/06",
            f"files/{MATERIAL}",
            "secret.key",
        ]
    )


def test_phones_go_on_trusting_a_computer_that_was_replaced(
    village: Village, home: Path, tmp_path: Path, settings: Settings
) -> None:
    del village
    (home / "https").mkdir()
    (home / "https/authority.pem").write_text("the authority and its key")
    made_ = make_backup(to=tmp_path / "b.zip", **BY)
    new = emptied(tmp_path / "new", settings)

    restore(path=made_.path, by="kythuat", at=LATER)

    kept = new / "https/authority.pem"
    assert kept.read_text() == "the authority and its key"
    assert kept.stat().st_mode & 0o777 == 0o600


def test_what_was_restored_goes_on(backup: Backup, tmp_path: Path, settings: Settings) -> None:
    """New rows get keys that are free, and a second backup holds what the first did."""
    emptied(tmp_path / "new", settings)
    restore(path=backup.path, by="chibo", at=LATER)
    keys = set(Entry.objects.values_list("pk", flat=True))

    again = make_backup(to=tmp_path / "again.zip", by="chibo", at=LATER)

    assert Entry.objects.exclude(pk__in=keys).get().verb == "backup.made"
    was = dict(backup.manifest.rows)
    was["audit_entry"] += 1
    assert again.manifest.rows == was


def test_only_its_owner_can_read_it_and_nothing_lies_beside_it(
    backup: Backup, tmp_path: Path, settings: Settings
) -> None:
    assert backup.path.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.zip", "home"]
    assert backup.sha256 == sha256(backup.path.read_bytes()).hexdigest()
    new = emptied(tmp_path / "new", settings)

    restore(path=backup.path, by="chibo", at=LATER)

    files = [path for path in new.rglob("*") if path.is_file()]
    assert [path.stat().st_mode & 0o777 for path in files] == [0o600] * len(files)


def test_the_making_is_in_the_log(backup: Backup) -> None:
    line = Entry.objects.get(verb="backup.made")

    assert (line.account, line.at) == ("bithu", AT)
    assert line.detail == {"file": "b.zip", "sha256": backup.sha256}


def test_what_others_have_not_finished_is_not_in_it(full: Village, tmp_path: Path) -> None:
    other = connection.copy()
    count = Entry.objects.count()
    with closing(other):
        _write_line(other)
        databases.snapshot(tmp_path / "copy.sqlite3")
        other.rollback()

    with databases.portable(tmp_path / "copy.sqlite3") as alias:
        assert Entry.objects.using(alias).count() == count


def _write_line(other: BaseDatabaseWrapper) -> None:
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_entry (at, account, verb, subject, subject_key, unit_code, detail)"
            " VALUES ('2026-06-01 00:00:00Z', 'x', 'unfinished', 'x', 'x', 'x', '{}')"
        )


def test_no_file_is_written_over(full: Village, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.zip"
    theirs.write_text("theirs")

    with pytest.raises(FileExistsError):
        make_backup(to=theirs, **BY)

    assert theirs.read_text() == "theirs"
    assert not Entry.objects.filter(verb="backup.made").exists()


def test_a_file_that_is_gone_is_named(full: Village, home: Path, tmp_path: Path) -> None:
    (home / "files" / MATERIAL).unlink()

    assert make_backup(to=tmp_path / "b.zip", **BY).missing == [MATERIAL]
    assert verify_backup(tmp_path / "b.zip").missing == [MATERIAL]


def test_nothing_is_restored_over_an_installation(backup: Backup, home: Path) -> None:
    before, files = tables(), listing(home)

    with pytest.raises(NotEmpty) as refused:
        restore(path=backup.path, by="chibo", at=LATER)

    assert refused.value.holds["people_person"] == 10
    assert (tables(), listing(home)) == (before, files)


def test_nothing_is_restored_over_files(backup: Backup, tmp_path: Path, settings: Settings) -> None:
    new = emptied(tmp_path / "new", settings)
    (new / "files").mkdir()
    (new / "files/one").write_text("somebody's")

    with pytest.raises(NotEmpty):
        restore(path=backup.path, by="chibo", at=LATER)

    assert (new / "files/one").read_text() == "somebody's"


def test_a_restore_that_was_cut_off_is_begun_again(
    backup: Backup, tmp_path: Path, settings: Settings
) -> None:
    new = emptied(tmp_path / "new", settings)
    (new / "restoring").mkdir()
    (new / "restoring/chibo.sqlite3").write_text("half")
    (new / "files").mkdir()
    (new / "files/half").write_text("half")

    restore(path=backup.path, by="chibo", at=LATER)

    assert SealedRecord.objects.count() == 1
    assert not (new / "restoring").exists()
    assert not (new / "files/half").exists()


def _changed_part(content: Content) -> None:
    content["secret.key"] += b"!"


def _lost_part(content: Content) -> None:
    del content[f"home/files/{MATERIAL}"]


def _newer(content: Content) -> None:
    with manifest_of(content) as said:
        said["migrations"].append("book.9999_what_will_be")


def _leading_out(content: Content) -> None:
    with manifest_of(content) as said:
        said["parts"][-1]["name"] = "home/../../out"


def _other_form(content: Content) -> None:
    with manifest_of(content) as said:
        said["format"] = "chibo-backup/2"


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (_changed_part, Damaged),
        (_lost_part, Damaged),
        (_newer, FromNewerVersion),
        (_leading_out, NotABackup),
        (_other_form, NotABackup),
    ],
)
def test_a_backup_that_cannot_be_believed_is_refused(
    backup: Backup,
    tmp_path: Path,
    settings: Settings,
    change: Callable[[Content], None],
    error: type[Exception],
) -> None:
    new = emptied(tmp_path / "new", settings)
    bad = rewritten(backup.path, change)

    with pytest.raises(error):
        verify_backup(bad)
    with pytest.raises(error):
        restore(path=bad, by="chibo", at=LATER)

    assert databases.written() == {}
    assert listing(new) == []


@pytest.mark.parametrize(
    ("words", "flaw"),
    [
        pytest.param("DELETE FROM audit_entry WHERE verb = 'x'", "audit_entry:", id="a row less"),
        pytest.param(
            "UPDATE book_sealedrecord SET canonical = CAST(replace(canonical, 'a', 'b') AS BLOB)",
            "TT.01 1 altered",
            id="another word in the book",
        ),
        pytest.param(
            "UPDATE meetings_material SET meeting_id = 'x'", "meetings_material", id="a loose key"
        ),
    ],
)
def test_a_database_changed_in_a_backup_shows(
    backup: Backup, tmp_path: Path, settings: Settings, words: str, flaw: str
) -> None:
    new = emptied(tmp_path / "new", settings)
    bad = rewritten(backup.path, lambda content: with_database(content, tmp_path, words))

    with pytest.raises(NotWhole) as refused:
        verify_backup(bad)
    with pytest.raises(NotWhole):
        restore(path=bad, by="chibo", at=LATER)

    assert refused.value.flaws[0].startswith(flaw)
    assert databases.written() == {}
    assert listing(new) == []


def test_half_a_file_is_no_backup(backup: Backup) -> None:
    whole = backup.path.read_bytes()
    backup.path.write_bytes(whole[: len(whole) // 2])

    with pytest.raises(NotABackup):
        verify_backup(backup.path)


def test_no_second_database_stays(backup: Backup) -> None:
    verify_backup(backup.path)

    assert list(connections) == ["default"]


def test_the_commands(full: Village, home: Path, tmp_path: Path, settings: Settings) -> None:
    told = said("backup", tmp_path)
    (path,) = tmp_path.glob("chibo-*.zip")
    assert told.splitlines()[0].startswith(f"Đã sao lưu: {path} (")
    assert "khóa và dữ liệu cá nhân" in told
    data = json.loads(said("backup", "--json"))
    assert Path(data["file"]).parent == home / "backups"
    assert (data["missing_files"], data["rows"]["people_person"]) == ([], 10)

    assert "Bản sao lưu nguyên vẹn." in said("restore", path, "--check")
    with pytest.raises(CommandError, match="đã có sẵn dữ liệu"):
        said("restore", path)
    with pytest.raises(CommandError, match="đã có rồi"):
        said("backup", path)
    with pytest.raises(CommandError, match="Không có tệp"):
        said("restore", tmp_path / "none.zip")

    emptied(tmp_path / "new", settings)
    told = said("restore", path)
    assert told.splitlines()[-1].startswith("Tiếp theo chạy chibo init")
    assert SealedRecord.objects.count() == 1


def said(*words: object) -> str:
    out = io.StringIO()
    with translation.override("vi"):
        call_command(*map(str, words), stdout=out)
    return out.getvalue()
