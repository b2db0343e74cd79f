"""The only place that reads the time. Instants are milliseconds since the Unix epoch, UTC."""

import time

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


class Clock:
    """Wall time plus an offset: tests move the offset, nobody waits."""

    def __init__(self) -> None:
        self.offset_ms = 0

    def now(self) -> int:
        """Milliseconds since the epoch."""
        return time.time_ns() // 1_000_000 + self.offset_ms

    def advance(self, by_ms: int) -> None:
        """Jump forward; used by tests and by the controllable test server."""
        self.offset_ms += by_ms
