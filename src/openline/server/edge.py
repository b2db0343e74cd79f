"""The outermost ASGI layer, the only one every request pays for: identity of the request, proxies, headers, CORS,
the console for what is no address of the server, metrics and the access log.
"""

import itertools
import secrets
import time
from collections.abc import Awaitable, Callable, Collection, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

from openline.server import logs
from openline.server.metrics import UNKNOWN, Metrics
from openline.server.passage import BODY, KEY, Passage
from openline.server.proxies import Proxies

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
App = Callable[[Any, Any, Any], Awaitable[None]]
Header = tuple[bytes, bytes]

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
OPEN_PREFIX = "/widget/"  # called by pages of any origin, with a bearer token and never with a cookie
PREFLIGHT_S = b"7200"

NOSNIFF: Header = (b"x-content-type-options", b"nosniff")
REFERRER: Header = (b"referrer-policy", b"same-origin")
NO_STORE: Header = (b"cache-control", b"no-store")
NO_CONTENT_POLICY: Header = (
    b"content-security-policy",
    b"default-src 'none'; frame-ancestors 'none'",
)
HSTS: Header = (b"strict-transport-security", b"max-age=31536000")
ANY_ORIGIN: Header = (b"access-control-allow-origin", b"*")
SHOWN: Header = (b"access-control-expose-headers", b"x-request-id, retry-after")
PREFLIGHT: tuple[Header, ...] = (
    ANY_ORIGIN,
    (b"access-control-allow-methods", b"GET, POST, PUT, PATCH, DELETE"),
    (b"access-control-allow-headers", b"authorization, content-type, idempotency-key"),
    (b"access-control-max-age", PREFLIGHT_S),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """What the edge stands in front of: the API, and the console that answers every other address."""

    api: App
    console: App
    api_heads: Collection[str]  # first segments of the paths that belong to the API
    sockets: Mapping[str, App]  # streams, by path


class Edge:
    """An ASGI application around the others."""

    def __init__(self, inside: Inside, proxies: Proxies, metrics: Metrics, *, https: bool) -> None:
        self._inside = inside
        self._heads = frozenset(inside.api_heads)
        self._proxies = proxies
        self._metrics = metrics
        self._always = (NOSNIFF, REFERRER, HSTS) if https else (NOSNIFF, REFERRER)
        # Counted, not drawn: asking the system for chance costs more than the rest of this layer.
        self._process = secrets.token_hex(4)
        self._counter = itertools.count(1)
        self._log = logs.for_requests()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            raise RuntimeError("the server starts and stops the application, not ASGI's lifespan")
        if self._proxies:
            self._proxies.apply(scope)
        client = scope["client"]
        request_id = f"{self._process}{next(self._counter):08x}"
        passage = Passage(request_id, client[0] if client else "", time.perf_counter(), body=scope.get(BODY))
        scope[KEY] = passage
        if scope["type"] == "websocket":
            await self._inside.sockets.get(scope["path"], self._inside.api)(scope, receive, send)
            return
        await self._request(scope, receive, send, passage)

    async def _request(self, scope: Scope, receive: Receive, send: Send, passage: Passage) -> None:
        path = scope["path"]
        is_open = path.startswith(OPEN_PREFIX)
        status = 500
        head = scope["method"] == "HEAD"
        if head:  # every address that can be read can be asked for its head; the server drops the body
            scope = {**scope, "method": "GET"}

        async def sending(message: Any) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = self._headers(message, passage, is_open=is_open)
            await send(message)

        try:
            if is_open and scope["method"] == "OPTIONS":
                await _preflight(sending)
            elif path.partition("/")[2].partition("/")[0] in self._heads:
                await self._inside.api(scope, receive, sending)
            else:
                await self._inside.console(scope, receive, sending)
        finally:
            self._note(scope, status, passage)

    def _headers(self, message: Any, passage: Passage, *, is_open: bool) -> list[Header]:
        headers: list[Header] = list(message["headers"])
        headers.append((b"x-request-id", passage.request_id.encode()))
        headers.extend(self._always)
        names = {name for name, _ in headers}
        if b"cache-control" not in names:
            headers.append(NO_STORE)
        if b"content-security-policy" not in names:
            headers.append(NO_CONTENT_POLICY)
        if is_open and ANY_ORIGIN[0] not in names:
            headers.append(ANY_ORIGIN)
            headers.append(SHOWN)
        return headers

    def _note(self, scope: Scope, status: int, passage: Passage) -> None:
        """Count and log by the route's template: a path may hold a token."""
        seconds = time.perf_counter() - passage.started
        method = scope["method"] if scope["method"] in METHODS else "OTHER"
        route = scope.get("path_template") or UNKNOWN
        self._metrics.seen(method, route, status, seconds)
        self._log(
            logs.Request(
                request_id=passage.request_id, method=method, route=route, status=status,
                ms=round(seconds * 1_000, 2), client=passage.client,
                account_id=passage.account_id, person_id=passage.person_id,
            )
        )  # fmt: skip


async def _preflight(send: Send) -> None:
    await send({"type": "http.response.start", "status": 204, "headers": list(PREFLIGHT)})
    await send({"type": "http.response.body", "body": b""})
