"""The listener without HTTPS: it shows how to trust this machine, and sends all else to HTTPS."""

import socket
import threading
from collections.abc import Callable, Iterable
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import quote, urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from chibo.https.queries import Served
from chibo.https.rules import bracketed

# What a phone needs that trusts nothing yet: the page, and what it looks like.
OPEN = ("/trust/", "/static/")

# More phones than one village has, fewer than would trouble a small machine.
_AT_ONCE = 32
_SECONDS_PER_REQUEST = 20


class Plain:
    """The WSGI application of the plain listener, around Chibo's own."""

    def __init__(
        self,
        application: WSGIApplication,
        served: Callable[[], Served],
        hosts: Callable[[], Iterable[str]],
    ) -> None:
        self._application = application
        self._served = served
        self._hosts = hosts

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "GET" and environ["PATH_INFO"].startswith(OPEN):
            return self._application(environ, start_response)
        # Nothing that a browser could keep: an office may go back to plain HTTP. 307 keeps what
        # a form holds that was opened before the office changed to HTTPS.
        headers = [("Location", self._secure(environ)), ("Cache-Control", "no-store")]
        start_response("307 Temporary Redirect", [*headers, ("Content-Length", "0")])
        return []

    def _secure(self, environ: WSGIEnvironment) -> str:
        """Return the same page by HTTPS, on the machine as the browser called it."""
        try:
            host = bracketed(urlsplit(f"//{environ.get('HTTP_HOST', '')}").hostname or "")
        except ValueError:
            host = ""
        # Whoever sends a name of somebody else's machine is not led there.
        origin = self._served().origin(host if host in self._hosts() else "")
        path = quote(environ["PATH_INFO"].encode("latin-1")) or "/"
        query = quote(environ.get("QUERY_STRING", ""), safe="=&%+/?:@!$'()*,;~-._")
        return f"{origin}{path}?{query}" if query else f"{origin}{path}"


class _Handler(WSGIRequestHandler):
    timeout = _SECONDS_PER_REQUEST

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
        """Say nothing of what phones ask for."""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def __init__(self, host: str, port: int) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._places = threading.BoundedSemaphore(_AT_ONCE)
        super().__init__((host, port), _Handler)

    def server_bind(self) -> None:
        """Bind without asking who we are: offline, the answer takes as long as nobody gives it."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]
        self.setup_environ()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer in a thread of its own, while there are not too many."""
        if self._places.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer, then make room for the next one."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A phone that went out of reach in the middle of an answer is no trouble of ours."""


def listen(application: WSGIApplication, host: str, port: int) -> WSGIServer:
    """Answer on a port, in threads that end with this process; port 0 is any free one.

    Raises OSError when the port is taken or not ours to use.
    """
    server = _Server(host, port)
    server.set_app(application)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
