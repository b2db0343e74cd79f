"""Sends what waits: a worker per conversation at a time, "sending" committed before the call, results by class."""

import asyncio
import random
from collections.abc import Iterator
from typing import Any, Generic, Protocol, TypeVar, assert_never

import structlog

from openline.connectors.base import Accepted, Blame, FailureKind, Permanent, Retry, Scope, SendResult, Sent, Unknown
from openline.jobs.loop import AFTER_FAILURE_S, Loop
from openline.kit.clock import MINUTE, SECOND, Clock
from openline.kit.errors import Unavailable
from openline.store import Committed, Store, UnitOfWork, View, outbox, wants
from openline.store.outbox import NEVER, NEXT, OUTGOING, Outgoing, Pause, State

log = structlog.get_logger(__name__)

LEASE_MS = 90 * SECOND
CALL_S = 60.0  # shorter than the lease: whoever takes a lane over finds nobody at work in it
MOST_LANES = 32
MOST_SLEEP_MS = 1_000
STOP_S = 10.0
MAX_ATTEMPTS = 6
FIRST_BACK_OFF_MS = 2 * SECOND
MOST_BACK_OFF_MS = 10 * MINUTE
COUNT_EVERY_MS = 15 * SECOND
STORE_TRIES = 30  # a second apart: a result is kept while the store restarts, shorter than the lease
STORE_AWAY = "store"
# Nobody was asked, so it is no try: our own buckets are empty, a file is still looked at.
NO_TRY = frozenset({FailureKind.THROTTLED_HERE.value, outbox.FILE_NOT_READY, STORE_AWAY})
WIDE = frozenset({Scope.CONNECTION, Scope.ACCOUNT})


class Letter(Protocol):
    """A message made ready: so many calls, to be made one by one."""

    @property
    def calls(self) -> int:
        """How many; the same number whenever the message is made ready."""
        ...

    def seconds(self, part: int) -> float:
        """How long one of them may take; at most CALL_S as a rule, more where files are sent."""
        ...

    async def send(self, part: int) -> SendResult:
        """Make one of them. Expected failures are values."""
        ...


L = TypeVar("L", bound=Letter)


class OutboxPorts(Protocol[L]):
    """Given by bootstrap: how a message is sent, and who must know what came of it."""

    async def open(self, outgoing: Outgoing) -> L | Retry | Permanent:
        """Make it ready, without calling anybody; or say why it cannot go out."""
        ...

    async def may_repeat(self, outgoing: Outgoing) -> bool:
        """Whether the platform recognises a message that it already has."""
        ...

    def wants(self, peek: Any, outgoing: Outgoing) -> Iterator[tuple[Any, Any]]:
        """The rows of the three below, for prefetching."""
        ...

    async def confirmed(self, uow: UnitOfWork, outgoing: Outgoing, result: Sent | Accepted) -> None:
        """The platform has one call of the message, maybe the last one."""
        ...

    async def delayed(self, uow: UnitOfWork, outgoing: Outgoing, result: Retry) -> None:
        """It is tried again later."""
        ...

    async def settled(self, uow: UnitOfWork, outgoing: Outgoing, result: SendResult, letter: L | None) -> None:
        """Mark the message, tell the agent or the administrator, in the transaction that settles the row.

        Told once: Sent or Accepted (of its last call), Permanent (also when we gave up), or Unknown that somebody must
        decide. Without a letter it was not opened this time.
        """
        ...


class OutboxLoop(Loop, Generic[L]):
    """Drives lanes of conversations side by side; within one, strictly in order."""

    name = "outbox"

    def __init__(self, store: Store, clock: Clock, ports: OutboxPorts[L], *, worker: str, dice: random.Random) -> None:
        super().__init__()
        self._store = store
        self._clock = clock
        self._ports = ports
        self._worker = worker
        self._dice = dice
        self._lanes: dict[int, asyncio.Task[None]] = {}
        self._counted_at = -COUNT_EVERY_MS
        self.counts: dict[str, int] = {}

        @wants(self._settle_wants)
        async def settle_and_take(
            uow: UnitOfWork, head: Outgoing, result: SendResult, letter: L | None
        ) -> Outgoing | None:
            return await self._settle_and_take(uow, head, result, letter)

        self._settling = settle_and_take

    def committed(self, committed: Committed) -> None:
        """A commit of this node: wake if it put something out."""
        if committed.rows_of(OUTGOING.load):
            self.wake()

    async def stop(self) -> None:
        """Take nothing more; calls under way may end. One that does not is found in `sending` and is unknown then."""
        await super().stop()
        driving = list(self._lanes.values())
        if driving:
            _, late = await asyncio.wait(driving, timeout=STOP_S)
            for task in late:
                task.cancel()
            await asyncio.gather(*driving, return_exceptions=True)

    async def turn(self) -> float:
        """Start a driver for every lane that is ready."""
        now = self._clock.now()
        if now - self._counted_at >= COUNT_EVERY_MS:
            self.counts, self._counted_at = await self._store.read(outbox.counts), now
        room = MOST_LANES - len(self._lanes)
        if room <= 0:
            return MOST_SLEEP_MS / SECOND  # a lane that ends wakes us
        ready, next_at = await self._store.read(_ready, now, room + len(self._lanes))
        for conversation_id in [lane for lane in ready if lane not in self._lanes][:room]:
            self._lanes[conversation_id] = asyncio.create_task(self._drive(conversation_id), name="outbox-lane")
        wait_ms = MOST_SLEEP_MS if next_at is None else min(MOST_SLEEP_MS, next_at - now)
        return max(1, wait_ms) / SECOND

    def count(self, state: str) -> int:
        """How many messages were in a state when it was last looked."""
        return self.counts.get(state, 0)

    async def idle(self) -> None:
        """Until no lane is being driven."""
        while self._lanes:
            await asyncio.wait(list(self._lanes.values()))

    async def _drive(self, conversation_id: int) -> None:
        try:
            head = await self._store.commit(outbox.take, conversation_id, self._worker, LEASE_MS)
            while head is not None:
                result, letter = await self._result_of(head)
                head = await self._settled(head, result, letter)
            await self._store.commit(outbox.leave, conversation_id, self._worker)
        except Unavailable:
            self.failures += 1
            log.warning("lane waits for the store", conversation_id=conversation_id)
        except Exception as error:  # loop top: of a lane
            self.failures += 1
            log.error("lane failed", conversation_id=conversation_id, exc_info=error)
        finally:
            del self._lanes[conversation_id]
            self.wake()

    async def _result_of(self, head: Outgoing) -> tuple[SendResult, L | None]:
        if head.state == State.SENDING:
            return await self._unknown(head, "the worker that was sending it is gone"), None
        if outbox.is_stale(head, self._clock.now()):
            return Permanent("too_old", "", Blame.QUOTA), None
        try:
            opened = await self._ports.open(head)
            if not isinstance(opened, Retry | Permanent):
                await self._keep_lane(head, opened)
        except Unavailable:
            return Retry(FIRST_BACK_OFF_MS, STORE_AWAY, Scope.MESSAGE), None
        except Exception as error:  # loop top: of a message that cannot be made ready; nothing went out
            self.failures += 1
            log.error("message cannot be made ready", message_id=head.message_id, exc_info=error)
            return Permanent("broken", "", Blame.CONTENT), None
        if isinstance(opened, Retry | Permanent):
            return opened, None
        return await self._call(head, opened), opened

    async def _keep_lane(self, head: Outgoing, letter: L) -> None:
        """Where the call may last longer than the lease, a longer one."""
        seconds = letter.seconds(head.part)
        if seconds > CALL_S:
            lease = LEASE_MS + round(seconds * SECOND)
            await self._store.commit(outbox.extend, head.conversation_id, self._worker, lease)

    async def _call(self, head: Outgoing, letter: L) -> SendResult:
        try:
            async with asyncio.timeout(letter.seconds(head.part)):
                result = await letter.send(head.part)
        except TimeoutError:
            result = Unknown("no answer in time")
        except Exception as error:  # loop top: of a call; it may have gone out
            self.failures += 1
            log.error("send failed", message_id=head.message_id, exc_info=error)
            result = Unknown(type(error).__name__)
        if isinstance(result, Unknown):
            return await self._unknown(head, result.reason)
        return result

    async def _unknown(self, head: Outgoing, reason: str) -> SendResult:
        """It may have been sent: again only where the platform recognises it."""
        if await self._ports.may_repeat(head):
            return Retry(FIRST_BACK_OFF_MS, reason, Scope.MESSAGE)
        return Unknown(reason)

    async def _settled(self, head: Outgoing, result: SendResult, letter: L | None) -> Outgoing | None:
        """Commit what came of a call. While the store is away it is kept: forgotten, it would be an Unknown."""
        for left in reversed(range(STORE_TRIES)):
            try:
                taken: Outgoing | None = await self._store.commit(self._settling, head, result, letter)
            except Unavailable:
                if not left:
                    raise
                self.failures += 1
                log.warning("a result waits for the store", message_id=head.message_id)
                await asyncio.sleep(AFTER_FAILURE_S)
            else:
                return taken
        raise AssertionError("the last try returns or raises")

    def _settle_wants(self, peek: Any, head: Outgoing, *_: Any) -> Iterator[tuple[Any, Any]]:
        yield from self._ports.wants(peek, head)
        yield from outbox.lane_wants(peek, head.conversation_id)

    async def _settle_and_take(
        self, uow: UnitOfWork, head: Outgoing, result: SendResult, letter: L | None
    ) -> Outgoing | None:
        """Write down what came of it, and go on with the next call or message of the lane in the same commit."""
        if isinstance(result, Retry) and head.attempts + 1 >= MAX_ATTEMPTS and result.reason not in NO_TRY:
            log.warning("gave up a message", message_id=head.message_id, reason=result.reason)
            result = Permanent("gave_up", "", Blame.QUOTA)
        last = letter is None or head.part + 1 >= letter.calls
        driving = await outbox.is_driving(uow, head.conversation_id, self._worker)
        if driving or isinstance(result, Sent | Accepted):  # else an heir has settled it; what is sent stays sent
            await self._tell(uow, head, result, letter, last=last)
            await self._settle(uow, head, result, last=last)
        taken: Outgoing | None = await outbox.take(uow, head.conversation_id, self._worker, LEASE_MS)
        return taken

    async def _tell(self, uow: UnitOfWork, head: Outgoing, result: SendResult, letter: L | None, *, last: bool) -> None:
        if isinstance(result, Retry):
            await self._ports.delayed(uow, head, result)
            return
        if isinstance(result, Sent | Accepted):
            await self._ports.confirmed(uow, head, result)
            if not last:
                return
        await self._ports.settled(uow, head, result, letter)

    async def _settle(self, uow: UnitOfWork, head: Outgoing, result: SendResult, *, last: bool) -> None:
        match result:
            case Sent() | Accepted():
                await (outbox.done if last else outbox.next_part)(uow, head.message_id)
            case Retry(after_ms=after_ms, reason=reason) if reason in NO_TRY:
                await outbox.wait(uow, head.message_id, uow.now + max(1, after_ms), reason)
            case Retry():
                await self._retry(uow, head, result)
            case Permanent(code=code, blame=blame):
                await outbox.bury(uow, head.message_id, State.FAILED, code)
                if blame is Blame.AUTH:
                    await outbox.pause(uow, Pause(head.connection_id, head.account_id, NEVER, code))
            case Unknown(reason=reason):
                await outbox.bury(uow, head.message_id, State.UNKNOWN, reason)
            case _:
                assert_never(result)

    async def _retry(self, uow: UnitOfWork, head: Outgoing, retry: Retry) -> None:
        """What the platform asks for, and chance on top: full jitter, doubled with every try."""
        most = min(FIRST_BACK_OFF_MS << head.attempts, MOST_BACK_OFF_MS)
        due_at = uow.now + max(0, retry.after_ms) + self._dice.randrange(most)
        await outbox.later(uow, head.message_id, due_at, retry.reason)
        if retry.scope in WIDE:
            until = uow.now + max(0, retry.after_ms)
            await outbox.pause(uow, Pause(head.connection_id, head.account_id, until, retry.reason))


async def _ready(view: View, now: int, limit: int) -> tuple[list[int], int | None]:
    (next_at,) = await view.list(NEXT, now=now)
    return await outbox.ready(view, now, limit), next_at
