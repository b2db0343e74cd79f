"""Listens to what is logged, for secrets in it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from structlog.testing import capture_logs


@contextmanager
def overheard() -> Iterator[list[str]]:
    """Everything that is logged, at any level and by anybody."""
    said: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage() + repr(record.args) + repr(record.exc_info))

    root, listener = logging.getLogger(), Listener(logging.DEBUG)
    level = root.level
    root.addHandler(listener)
    root.setLevel(logging.DEBUG)
    try:
        with capture_logs() as logs:
            yield said
        said.append(repr(logs))
    finally:
        root.removeHandler(listener)
        root.setLevel(level)
