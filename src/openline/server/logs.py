"""Log lines: JSON on standard error, one object a line; readable ones when a person watches a terminal."""

import atexit
import logging
import sys
import threading
from collections.abc import Callable
from functools import partial
from typing import IO, Any

import msgspec
import structlog

from openline.kit.clock import SECOND, Clock
from openline.kit.wire import instant

FLUSH_EVERY_S = 0.2
MOST_BYTES_WAITING = 64_000
LEVELS = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}
_ENCODER = msgspec.json.Encoder(enc_hook=str)


class Lines:
    """Writes lines out a few times a second, and at once from a warning on: a write for every request is dear."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._lock = threading.Lock()
        self._waiting: list[bytes] = []
        self._bytes = 0
        self._some = threading.Event()
        threading.Thread(target=self._flush_later, name="log", daemon=True).start()
        atexit.register(self.flush)

    def debug(self, line: bytes) -> None:
        """Soon."""
        with self._lock:
            self._waiting.append(line)
            self._bytes += len(line)
            is_full = self._bytes > MOST_BYTES_WAITING
        if is_full:
            self.flush()
        elif not self._some.is_set():
            self._some.set()

    info = msg = debug

    def warning(self, line: bytes) -> None:
        """Now, with all that waits before it."""
        self.debug(line)
        self.flush()

    error = critical = exception = fatal = warning

    def flush(self) -> None:
        """Write what waits."""
        with self._lock:
            lines, self._waiting, self._bytes = self._waiting, [], 0
            if lines:
                self._out.write(b"\n".join((*lines, b"")))
                self._out.flush()

    def _flush_later(self) -> None:
        never = threading.Event()
        while self._some.wait():
            never.wait(FLUSH_EVERY_S)
            self._some.clear()
            self.flush()


class Request(msgspec.Struct, kw_only=True):
    """The line of one request."""

    request_id: str
    method: str
    route: str
    status: int
    ms: float
    client: str
    account_id: int | None
    person_id: int | None
    event: str = "request"
    level: str = "info"
    at: str = ""


class _Stamp:
    """Adds the time; the seconds are written out once for all lines of a second."""

    def __init__(self) -> None:
        self._clock = Clock()
        self._second = 0
        self._text = ""

    def __call__(self, _logger: Any, _name: str, event: dict[str, Any]) -> dict[str, Any]:
        event["at"] = self.now()
        return event

    def now(self) -> str:
        """The time, as lines show it."""
        now = self._clock.now()
        second = now // SECOND
        if second != self._second:
            self._second, self._text = second, instant(now)[:20]
        return f"{self._text}{now % SECOND:03d}Z"


class _Forward(logging.Handler):
    """Libraries speak `logging`; their lines leave by the same door."""

    def emit(self, record: logging.LogRecord) -> None:
        structlog.get_logger(record.name).log(record.levelno, record.getMessage(), exc_info=record.exc_info)


def _json(_logger: Any, _name: str, event: dict[str, Any]) -> bytes:
    return _ENCODER.encode(event)


class _Out:
    """What structlog makes its loggers with, and where the lines of requests go past it: most lines are theirs, all
    say the same things, and nothing is left for its processors to do.
    """

    def __init__(self, lines: Lines, stamp: _Stamp) -> None:
        self._lines = lines
        self._stamp = stamp

    def __call__(self, *_: Any) -> Lines:
        return self._lines

    def request(self, line: Request) -> None:
        line.at = self._stamp.now()
        self._lines.info(_ENCODER.encode(line))


def for_requests() -> Callable[[Request], None]:
    """Where the lines of requests go, by what is configured."""
    log = structlog.get_logger("openline.access").bind()
    out = structlog.get_config()["logger_factory"]
    return out.request if isinstance(out, _Out) and log.is_enabled_for(logging.INFO) else partial(_said_by, log)


def _said_by(log: Any, line: Request) -> None:
    named = msgspec.structs.asdict(line)
    log.info(line.event, **{name: named[name] for name in named if name not in {"event", "level", "at"}})


def configure(level: str | None) -> None:
    """Set up logging for this process. Without a level, a terminal shows warnings and a file everything."""
    watched = sys.stderr.isatty()
    number = LEVELS[level or ("warning" if watched else "info")]
    renderer: list[Any]
    if watched:
        renderer = [structlog.processors.TimeStamper(fmt="%H:%M:%S", utc=False), structlog.dev.ConsoleRenderer()]
        factory: Any = structlog.PrintLoggerFactory(sys.stderr)
    else:
        stamp = _Stamp()
        renderer = [stamp, structlog.processors.format_exc_info, _json]
        factory = _Out(Lines(sys.stderr.buffer), stamp)
    structlog.configure(
        processors=[structlog.processors.add_log_level, *renderer],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=factory,
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=max(number, logging.WARNING), handlers=[_Forward()], force=True)
