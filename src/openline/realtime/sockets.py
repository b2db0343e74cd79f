"""The outgoing side of one listener: a bounded queue, the chain of `prev`, and why it ended."""

import asyncio
from collections import deque
from collections.abc import Sequence

from openline.realtime.limits import MAX_HELD, MAX_QUEUED, MAX_QUEUED_BYTES, MAX_QUEUED_LOOSE, Close
from openline.realtime.texts import Numbered


class Socket:
    """Frames for one listener. Giving never waits: who reads too slowly is closed, and nobody else notices."""

    __slots__ = (
        "_bytes", "_deaf", "_held", "_queue", "_some", "account_id", "ended", "heard_at", "position",
    )  # fmt: skip

    def __init__(self, account_id: int, now: int) -> None:
        self.account_id = account_id
        self.heard_at = now
        self.position = 0
        self.ended: asyncio.Future[Close] = asyncio.get_running_loop().create_future()
        self._queue: deque[tuple[str, bool]] = deque()
        self._bytes = 0
        self._deaf = False
        self._some = asyncio.Event()
        self._held: list[Numbered] | None = []

    def give(self, frame: Numbered) -> None:
        """A numbered frame: at most once, in order; kept back until `go_live`."""
        if self._deaf:
            return
        if self._held is not None:
            self._hold(self._held, frame)
        elif frame.order > self.position:
            prev, self.position = self.position, frame.order
            if not frame.lost:
                self._put(frame.text(prev), numbered=True)

    def give_loose(self, text: str) -> None:
        """An unnumbered frame: whoever does not keep up, or is still being told what he missed, does not get it."""
        if self._held is None and not self._deaf and len(self._queue) < MAX_QUEUED_LOOSE:
            self._put(text, numbered=False)

    def answer(self, text: str) -> None:
        """An unnumbered frame that the listener waits for."""
        self._put(text, numbered=False)

    def start_at(self, position: int, replayed: Sequence[Numbered] = ()) -> list[str]:
        """The chain begins: texts of what was missed, to be sent before `go_live`."""
        self.position = position
        texts = []
        for frame in replayed:
            prev, self.position = self.position, frame.order
            if not frame.lost:
                texts.append(frame.text(prev))
        return texts

    def go_live(self, floor: int) -> None:
        """What came in the meantime follows; up to `floor` it was among what was missed."""
        held, self._held = self._held or [], None
        for frame in held:
            if frame.order > floor:
                self.give(frame)

    def deafen(self, last_word: str) -> None:
        """Say one thing more, and nothing after it but answers: the listener has to start afresh."""
        self._deaf, self._held = True, None
        self._queue.clear()
        self._bytes = 0
        self._put(last_word, numbered=True)

    def end(self, why: Close) -> None:
        """Close, for the first reason that is given."""
        if not self.ended.done():
            self.ended.set_result(why)
            self._queue.clear()
            self._bytes = 0

    async def some(self) -> None:
        """Until something waits."""
        while not self._queue:
            self._some.clear()
            await self._some.wait()

    def take(self) -> str | None:
        """The next frame, if one waits."""
        if not self._queue:
            return None
        text, _ = self._queue.popleft()
        self._bytes -= len(text)
        return text

    def waiting(self) -> int:
        """How many frames wait."""
        return len(self._queue)

    def _hold(self, held: list[Numbered], frame: Numbered) -> None:
        if len(held) >= MAX_HELD:
            self.end(Close.TOO_SLOW)
        else:
            held.append(frame)

    def _put(self, text: str, *, numbered: bool) -> None:
        if self.ended.done():
            return
        if self._is_full(text) and not (self._drop_loose() and not self._is_full(text)):
            self.end(Close.TOO_SLOW)
            return
        self._queue.append((text, numbered))
        self._bytes += len(text)
        self._some.set()

    def _is_full(self, text: str) -> bool:
        return len(self._queue) >= MAX_QUEUED or self._bytes + len(text) > MAX_QUEUED_BYTES

    def _drop_loose(self) -> bool:
        """Make room: unnumbered frames go first."""
        kept = deque(entry for entry in self._queue if entry[1])
        dropped = len(kept) < len(self._queue)
        self._queue = kept
        self._bytes = sum(len(text) for text, _ in kept)
        return dropped
