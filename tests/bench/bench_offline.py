"""The offline room on an old phone and a weak signal, as a browser and a server feel it."""

import gzip
import http.client
import json
import statistics
import tempfile
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from chibo.base.keys import uuid7
from chibo.example.world import PASSWORD
from chibo.room.actions.documents import document_key
from chibo.room.lines import moment_text
from chibo.units.models import Unit
from tests.bench import world
from tests.bench.servers import Server, serving
from tests.factories.phones import Phone
from tests.support.browser import SWITCHES, chromium

PIN = "246810"
SLOWER = 6
# 64 kbit/s; what is lost is sent again, which costs its share of the line.
BYTES_A_SECOND = 64_000 / 8 * 0.95
LATENCY_MS = 300

CHECK_INS = 2_000
SENDERS = 8
MEETINGS = 5


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as directory:
        world.load(Path(directory))
        with serving("chibo.wsgi:application", Path(directory)) as running:
            yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=SWITCHES)
        yield running
        running.close()


def bench_an_old_phone(server: Server, browser: Browser) -> None:
    context = browser.new_context(
        base_url=f"http://127.0.0.1:{server.port}", viewport={"width": 360, "height": 740}
    )
    page = context.new_page()
    _sign_in(page)
    line = context.new_cdp_session(page)
    weak = {
        "offline": False,
        "latency": LATENCY_MS,
        "downloadThroughput": BYTES_A_SECOND,
        "uploadThroughput": BYTES_A_SECOND,
    }
    line.send("Network.emulateNetworkConditions", weak)
    began = time.perf_counter()
    page.goto("/meetings/room/?cell=TT.01", timeout=120_000)
    for name in ("pin", "again"):
        page.locator(f"#{name}").fill(PIN)
    shown = time.perf_counter() - began
    page.locator("button.button--primary").click()
    expect(page.locator(".tasks a").first).to_be_visible(timeout=120_000)
    synced = time.perf_counter() - began
    print(
        f"\nfirst sync at 64 kbit/s with 5% loss: {synced:.1f} s, of it the page {shown:.1f} s"
        " (at most 60)"
    )
    strong = weak | {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    line.send("Network.emulateNetworkConditions", strong)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_timeout(3_000)
    _open_slowly(context, page)
    context.close()


def _open_slowly(context: BrowserContext, page: Page) -> None:
    times = []
    context.set_offline(True)
    page.close()
    for _ in range(5):
        page = context.new_page()
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        began = time.perf_counter()
        page.goto("/meetings/room/")
        expect(page.locator("#pin")).to_be_visible()
        times.append(time.perf_counter() - began)
        page.close()
    print(
        f"opening offline on a CPU {SLOWER} times slower: median {statistics.median(times):.2f} s,"
        f" most {max(times):.2f} s (at most 2)"
    )


def _sign_in(page: Page) -> None:
    page.goto("/sign-in/")
    page.locator("[name=username]").fill("bithu")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_load_state()


def bench_check_ins_over_http(server: Server, browser: Browser) -> None:
    """As quickly as one worker takes them: how many a second, and how long each waits."""
    context = browser.new_context(base_url=f"http://127.0.0.1:{server.port}")
    page = context.new_page()
    _sign_in(page)
    cookies = {one.get("name", ""): one.get("value", "") for one in context.cookies()}
    headers = {
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "X-CSRFToken": cookies["csrftoken"],
        "Content-Type": "application/json",
    }
    context.close()
    device = str(uuid7())
    _ask(server, "devices/TT.01/add/", headers, {"device": device, "name": "x"})
    copy = _ask(server, "devices/TT.01/copy/", headers, {"device": device})
    people = [one["id"] for one in copy["members"]]
    waits, documents, took = _storm(server, headers, device, people)
    kept = sum(_ask(server, f"documents/{one}/number/", headers, None) for one in documents)
    print(
        f"\n{len(waits)} check-ins of {len(documents)} meetings, {SENDERS} senders, one worker: "
        f"{len(waits) / took:.0f} a second, p95 {waits[int(len(waits) * 0.95)] * 1000:.0f} ms, "
        f"{kept} kept (asked: 200 a second, p95 300 ms, on PostgreSQL)"
    )
    assert kept == len(waits)


def _storm(
    server: Server, headers: dict[str, str], device: str, people: list[str]
) -> tuple[list[float], list[str], float]:
    """Let every sender hold some meetings, one check-in after the other.

    Returns the seconds of each, the documents, and the seconds in all.
    """
    waits: list[float] = []

    written = [_written(number, device, people) for number in range(SENDERS)]

    def hold(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port)
        for key, body in written[number]:
            began = time.perf_counter()
            connection.request("POST", f"/meetings/documents/{key}/sync/", body, headers)
            answer = connection.getresponse()
            answer.read()
            waits.append(time.perf_counter() - began)
            assert answer.status == http.HTTPStatus.OK, answer.status
        connection.close()

    documents = sorted({key for sent in written for key, _body in sent})
    senders = [threading.Thread(target=hold, args=(number,)) for number in range(SENDERS)]
    began = time.perf_counter()
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    took = time.perf_counter() - began
    assert len(waits) == CHECK_INS
    return sorted(waits), documents, took


def _written(number: int, device: str, people: list[str]) -> list[tuple[str, str]]:
    """What one sender sends: made beforehand, since a phone's own work is none of the server's."""
    found = []
    for meeting in range(MEETINGS):
        month = date(2027 + number, 1 + meeting, 1)
        key = str(document_key(Unit(code="TT.01"), "regular", month))
        about = {"device": device, "cell": "TT.01", "kind": "regular", "month": str(month)}
        phone = Phone(f"sender {number}")
        for count in range(CHECK_INS // SENDERS // MEETINGS):
            before = phone.doc.get_state()
            value = {"mark": "present", "reason": "", "arrived_at": None, "left_at": None}
            phone.decide(f"roll/{people[count % len(people)]}", value)
            update = b64encode(phone.doc.get_update(before)).decode()
            vector = b64encode(phone.doc.get_state()).decode()
            clock = moment_text(datetime.now(tz=UTC))
            said = {**about, "clock": clock, "vector": vector, "update": update}
            found.append((key, json.dumps(said)))
    return found


def _ask(server: Server, path: str, headers: dict[str, str], values: object) -> Any:
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    method = "GET" if values is None else "POST"
    body = None if values is None else json.dumps(values)
    connection.request(method, f"/meetings/{path}", body, headers)
    answer = connection.getresponse()
    content = answer.read()
    if answer.headers.get("Content-Encoding") == "gzip":
        content = gzip.decompress(content)
    found = json.loads(content)
    assert answer.status == http.HTTPStatus.OK, found
    connection.close()
    return found
