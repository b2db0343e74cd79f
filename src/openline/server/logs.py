"""Log lines: JSON on standard error, one object a line; readable ones when a person watches a terminal."""

import logging
import sys
from typing import Any

import msgspec
import structlog

_ENCODER = msgspec.json.Encoder(enc_hook=str)
LEVELS = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}


def _json(event: dict[str, Any], **_: Any) -> bytes:
    return _ENCODER.encode(event)


class _Forward(logging.Handler):
    """Libraries speak `logging`; their lines leave by the same door."""

    def emit(self, record: logging.LogRecord) -> None:
        structlog.get_logger(record.name).log(record.levelno, record.getMessage(), exc_info=record.exc_info)


def configure(level: str | None) -> None:
    """Set up logging for this process. Without a level, a terminal shows warnings and a file everything."""
    watched = sys.stderr.isatty()
    number = LEVELS[level or ("warning" if watched else "info")]
    stamp = structlog.processors.TimeStamper(fmt="iso", utc=True)
    shared: list[Any] = [structlog.processors.add_log_level, stamp]
    renderer: list[Any]
    factory: Any
    if watched:
        renderer = [structlog.dev.ConsoleRenderer()]
        factory = structlog.PrintLoggerFactory(sys.stderr)
    else:
        renderer = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(_json)]
        factory = structlog.BytesLoggerFactory(sys.stderr.buffer)
    structlog.configure(
        processors=shared + renderer,
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=factory,
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=max(number, logging.WARNING), handlers=[_Forward()], force=True)
