"""Calls platforms. What is expected to go wrong is a value; addresses, headers and bodies appear in no log."""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

import httpcore
import httpx
import structlog

from openline.connectors.base import (
    Connector,
    FailureKind,
    FetchRefused,
    FieldType,
    FileSource,
    Rate,
    Scope,
    Settings,
    WireCall,
    WireFailure,
    WireOutcome,
    WireResponse,
)
from openline.connectors.http.buckets import Buckets
from openline.connectors.http.guard import Guard, GuardedNetwork, PrivateAddress
from openline.connectors.http.multipart import Multipart, NoFiles
from openline.connectors.http.redact import Redactor

MAX_ANSWER_BYTES: Final = 1_000_000
MAX_CALLS: Final = 100
MAX_IDLE: Final = 20
MAX_REDIRECTS: Final = 3
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
# An answer that unpacks to a thousand times its size is not asked for, and refused when it comes.
_PLAIN: Final = ("accept-encoding", "identity")
_AGENT: Final = ("user-agent", "Openline")

log = structlog.get_logger(__name__)


class Refused(Exception):
    """We do not make this call. The text is for an administrator and holds no secret."""


class TooMuch(Exception):
    """The answer is longer than anybody reads."""


EXPECTED: Final = (
    Refused,
    PrivateAddress,
    TooMuch,
    TimeoutError,
    UnicodeEncodeError,
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """For how long we wait: to be connected, between two pieces, for a whole answer, for a whole file (either way)."""

    connect_s: float = 5.0
    read_s: float = 20.0
    call_s: float = 60.0
    fetch_s: float = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """For which connection calls are made: what it may reach, how often, and what must not be seen."""

    connector: str
    connection: str
    hosts: tuple[str, ...]
    rates: tuple[Rate, ...]
    redactor: Redactor = field(repr=False)

    @classmethod
    def of(cls, connector: Connector, connection: str, settings: Settings) -> "Binding":
        """By the connector's manifest and the connection's url settings."""
        urls = [settings.text(field.key) for field in connector.schema.fields if field.type is FieldType.URL]
        hosts = [httpx.URL(url).host for url in urls if url]
        return cls(
            connector=connector.manifest.id,
            connection=connection,
            hosts=(*connector.manifest.hosts, *hosts),
            rates=connector.capabilities.rates,
            redactor=Redactor(settings.all_secrets()),
        )

    def reaches(self, host: str) -> bool:
        """Whether the host is one of the platform's."""
        return any(host == name or (name[:2] == "*." and host.endswith(name[1:])) for name in self.hosts)


class Outbound:
    """All calls of the process: connection pools and buckets, shared; cookies and redirects of none."""

    def __init__(
        self, guard: Guard, buckets: Buckets, now: Callable[[], int], *, patience: Patience = Patience()
    ) -> None:
        # httpcore tells headers at debug level.
        logging.getLogger("httpcore").setLevel(logging.WARNING)
        tls = httpx.create_ssl_context(trust_env=False)
        tls.load_default_certs()
        self._pools = {
            scheme: httpcore.AsyncConnectionPool(
                ssl_context=tls,
                max_connections=MAX_CALLS,
                max_keepalive_connections=MAX_IDLE,
                network_backend=GuardedNetwork(guard, public=scheme == "https"),
            )
            for scheme in ("https", "http")
        }
        self.buckets = buckets
        self.now = now
        self.patience = patience
        waits = {"connect": patience.connect_s, "read": patience.read_s, "write": patience.read_s}
        self._extensions = {"timeout": {**waits, "pool": patience.connect_s}}

    def bound(self, binding: Binding, files: FileSource | None = None) -> "BoundHttp":
        """The way out of one connection; `files` are those that its calls may carry."""
        return BoundHttp(self, binding, files or NoFiles())

    async def close(self) -> None:
        """End what is idle; calls under way are cut."""
        for pool in self._pools.values():
            await pool.aclose()

    @asynccontextmanager
    async def open(
        self, call: WireCall, binding: Binding, form: Multipart | None = None
    ) -> AsyncIterator[httpcore.Response]:
        """Make a request; the answer's body is still to be read.

        Raises Refused, FetchRefused, PrivateAddress and httpcore's exceptions.
        """
        try:
            url = httpx.URL(call.url)
        except (httpx.InvalidURL, TypeError) as error:
            raise Refused("the address is malformed") from error
        pool = self._pools.get(url.scheme)
        if pool is None or not url.host:
            raise Refused("only http and https addresses are called")
        if not binding.reaches(url.host):
            raise Refused(f"{url.host} is not among the hosts of {binding.connector}")
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        headers = [*call.headers.items(), *(form.headers if form else ()), _PLAIN, _AGENT]
        async with (
            _content(call, form) as content,
            pool.stream(call.method, target, headers=headers, content=content, extensions=self._extensions) as response,
        ):
            if any(name.lower() == b"content-encoding" and value != b"identity" for name, value in response.headers):
                raise Refused("the answer is packed although we asked for a plain one")
            yield response


class BoundHttp:
    """Calls of one connection."""

    def __init__(self, outbound: Outbound, binding: Binding, files: FileSource) -> None:
        self._outbound = outbound
        self._binding = binding
        self._files = files

    async def call(self, call: WireCall) -> WireOutcome:
        """Make a call, unless its buckets are empty. Redirects are answers like any other."""
        wait = await self._outbound.buckets.take(self._counted(call))
        if wait:
            return WireFailure(kind=FailureKind.THROTTLED_HERE, reached=False, retry_after_ms=wait)
        started = time.perf_counter()
        patience = self._outbound.patience
        try:
            async with asyncio.timeout(patience.fetch_s if call.form else patience.call_s):
                outcome: WireOutcome = await self._answer(call)
        except (*EXPECTED, FetchRefused) as error:
            outcome = failure_of(error)
        self._note(call, outcome, time.perf_counter() - started)
        return outcome

    async def fetch(self, url: str, *, headers: Mapping[str, str], most_bytes: int) -> AsyncGenerator[bytes, None]:
        """The bytes behind an address of the platform, through a few redirects within its hosts.

        Raises FetchRefused.
        """
        call = WireCall(name="fetch", method="GET", url=url, headers=headers)
        latest = time.perf_counter() + self._outbound.patience.fetch_s
        try:
            for _ in range(MAX_REDIRECTS + 1):
                async with self._outbound.open(call, self._binding) as response:
                    if response.status not in _REDIRECTS:
                        async for chunk in _bounded(_found(response), most_bytes):
                            if time.perf_counter() > latest:
                                raise FetchRefused(FailureKind.TIMED_OUT.value)
                            yield chunk
                        return
                    call = _followed(call, response)
        except EXPECTED as error:
            raise FetchRefused(failure_of(error).kind.value) from error
        raise FetchRefused("redirects")

    async def _answer(self, call: WireCall) -> WireResponse:
        form = Multipart(call.form, self._files) if call.form else None
        async with self._outbound.open(call, self._binding, form) as response:
            body = b"".join([chunk async for chunk in _bounded(response, MAX_ANSWER_BYTES)])
            redactor = self._binding.redactor
            headers = {
                name.decode("latin-1").lower(): redactor.text(value.decode("latin-1"))
                for name, value in response.headers
            }
            return WireResponse(
                status=response.status, headers=headers, body=redactor.body(body), received_at=self._outbound.now()
            )

    def _counted(self, call: WireCall) -> list[tuple[str, Rate]]:
        """The buckets of a call: those it names, and those of its connection and account."""
        named = dict(call.pauses)
        own = {Scope.CONNECTION: self._binding.connection, Scope.ACCOUNT: ""}
        found = []
        for rate in self._binding.rates:
            name = named.get(rate.scope, own.get(rate.scope))
            if name is not None:
                where = "" if rate.scope is Scope.ACCOUNT else self._binding.connection
                found.append((f"{self._binding.connector}:{where}:{rate.scope}:{name}", rate))
        return found

    def _note(self, call: WireCall, outcome: WireOutcome, seconds: float) -> None:
        answered = isinstance(outcome, WireResponse) and outcome.status < 400
        say = log.debug if call.routine and answered else log.info
        say(
            "outbound call",
            connector=self._binding.connector,
            connection=self._binding.connection,
            call=call.name,
            outcome=outcome.status if isinstance(outcome, WireResponse) else outcome.kind.value,
            ms=round(seconds * 1_000, 1),
        )


@asynccontextmanager
async def _content(call: WireCall, form: Multipart | None) -> AsyncIterator[bytes | AsyncIterator[bytes]]:
    """The body, read while it is sent when it is a form; whatever is open of it is closed."""
    if form is None:
        yield call.body
        return
    async with aclosing(form.chunks()) as chunks:
        yield chunks


async def _bounded(response: httpcore.Response, most: int) -> AsyncIterator[bytes]:
    total = 0
    async for chunk in response.aiter_stream():
        total += len(chunk)
        if total > most:
            raise TooMuch
        yield chunk


def _found(response: httpcore.Response) -> httpcore.Response:
    if response.status in {404, 410}:
        raise FetchRefused("gone")
    if response.status == 429 or response.status >= 500:
        raise FetchRefused("unavailable")
    if response.status != 200:
        raise FetchRefused(f"status_{response.status}")
    return response


def _followed(call: WireCall, response: httpcore.Response) -> WireCall:
    """The next hop. Credentials stay with the host they were meant for; nobody leads us from TLS to plain text."""
    place = next((value for name, value in response.headers if name.lower() == b"location"), None)
    here = httpx.URL(call.url)
    try:
        there = here.join(place.decode("latin-1")) if place else None
    except httpx.InvalidURL:
        there = None
    if there is None or (here.scheme == "https" and there.scheme != "https"):
        raise FetchRefused("redirects")
    same = (here.scheme, here.host, here.port) == (there.scheme, there.host, there.port)
    return WireCall(name=call.name, method="GET", url=str(there), headers=call.headers if same else {})


def failure_of(error: Exception) -> WireFailure:
    """What an expected exception means for the call."""
    match error:
        case Refused() | PrivateAddress():
            return WireFailure(kind=FailureKind.REFUSED_HERE, reached=False, detail=str(error))
        case FetchRefused():
            return WireFailure(kind=FailureKind.NO_FILE, reached=False, detail=error.reason)
        case httpcore.LocalProtocolError() | UnicodeEncodeError():
            return WireFailure(kind=FailureKind.REFUSED_HERE, reached=False, detail="the request is malformed")
        case httpcore.ConnectTimeout() | httpcore.PoolTimeout() | httpcore.ConnectError():
            return WireFailure(kind=FailureKind.NOT_CONNECTED, reached=False)
        case httpcore.TimeoutException() | TimeoutError():
            return WireFailure(kind=FailureKind.TIMED_OUT, reached=True)
        case TooMuch():
            return WireFailure(kind=FailureKind.TOO_LARGE, reached=True)
        case _:
            return WireFailure(kind=FailureKind.CUT, reached=True)
