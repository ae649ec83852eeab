"""What the main pages cost, against the yardstick. `make bench` prints the rows."""

import gzip
import platform
import re
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from chibo.example.world import PASSWORD
from tests.bench import world
from tests.bench.servers import Server, cost, serving

_SEALED = (
    "from chibo.meetings.models import Meeting;"
    "m = Meeting.objects.filter(cell__names__name='bản Máy', state='sealed', kind='regular')"
    ".order_by('-starts_at').first(); print(m.pk, m.cell.code)"
)
# Limits of a page on its first visit, and of a server's memory after a run of load.
MOST_BYTES = 60_000
MOST_MEMORY = 250 * 1024 * 1024


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as directory:
        took = world.load(Path(directory))
        print(f"\n{platform.machine()}, Python {platform.python_version()}, {_cpu()}")
        print(f"example world loaded in {took:.1f} s (limit 60 s)")
        yield Path(directory)


def _cpu() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor()


def _sign_in(server: Server, name: str) -> str:
    jar = CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    address = f"http://127.0.0.1:{server.port}/sign-in/"
    page = opener.open(address).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    form = {"csrfmiddlewaretoken": token[1], "username": name, "password": PASSWORD}
    opener.open(address, urllib.parse.urlencode(form).encode())
    cookies = {cookie.name: cookie.value for cookie in jar}
    assert "sessionid" in cookies
    return "; ".join(f"{key}={value}" for key, value in cookies.items())


def bench_pages(home: Path) -> None:
    meeting, cell = world.ask(home, _SEALED).split()
    with serving("tests.bench.floor.wsgi:application", home) as floor:
        yardstick, size = cost(floor, f"/{meeting}/")
        print(f"yardstick: {1000 * yardstick:.2f} ms CPU, {size:,} bytes")
        with serving("chibo.wsgi:application", home) as server:
            cookie = _sign_in(server, "bithu")
            pages = {
                "meeting (minutes)": f"/book/minutes/{meeting}/",
                "cell": f"/cells/{cell}/",
                "calendar file": f"/meetings/{meeting}/notice.ics",
                "today": "/",
                "tasks": f"/tasks/cell/{cell}/",
                "book": f"/book/cell/{cell}/",
            }
            assets = _assets(home)
            for name, path in pages.items():
                again, _size = cost(floor, f"/{meeting}/", requests=150)
                anew, bytes_ = cost(server, path, cookie=cookie, differing=True)
                mine, _same = cost(server, path, cookie=cookie)
                body = _body(server, path, cookie)
                visit = len(gzip.compress(body)) + assets
                print(
                    f"{name}: {mine / again:.1f} x the yardstick ({1000 * mine:.2f} ms), made anew "
                    f"{anew / again:.1f} x ({1000 * anew:.2f} ms), "
                    f"{bytes_:,} bytes, first visit {visit:,} of {MOST_BYTES:,} compressed"
                )
            print(
                f"memory after the load: {server.memory_bytes() / 1048576:.0f} MB "
                f"(limit {MOST_MEMORY // 1048576})"
            )


def bench_cold_start(home: Path) -> None:
    before = time.monotonic()
    with serving("chibo.wsgi:application", home) as server:
        urllib.request.urlopen(f"http://127.0.0.1:{server.port}/sign-in/").read()
        print(f"cold start to the first page: {time.monotonic() - before:.2f} s (limit 3 s)")


def _body(server: Server, path: str, cookie: str) -> bytes:
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.port}{path}", headers={"Cookie": cookie}
    )
    return bytes(urllib.request.urlopen(request).read())


def _assets(home: Path) -> int:
    """Return the compressed bytes of the script and the styles every page carries."""
    found = [*home.glob("static/built/chibo.*.js"), *home.glob("static/built/chibo.*.css")]
    return sum(len(gzip.compress(path.read_bytes())) for path in found)
