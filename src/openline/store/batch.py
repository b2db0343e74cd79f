"""One batch of use cases in one transaction: prefetch, run one by one, flush, number the facts, commit once."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, TypeVar

from openline.store import log
from openline.store.facts import Fact, Logged
from openline.store.port import Broken, Refusal, Transaction
from openline.store.sql import Load
from openline.store.uow import LateLock, Memory, NumbersWanted, UnitOfWork

R = TypeVar("R")
Peek = Callable[[Load[Any], tuple[Any, ...]], Any]
Subscriber = Callable[[UnitOfWork, Any], Awaitable[None]]
Last = Callable[[UnitOfWork], Awaitable[None]]
Wanted = Iterable[tuple[Load[Any], tuple[Any, ...]]]

FIRST_BLOCK = 10
LARGEST_BLOCK = 640
MAX_REPEATS = 20
MAX_PREFETCH_ROUNDS = 4


class Job:
    """One use case with its arguments; `answer` is told after the commit."""

    __slots__ = ("answer", "args", "kwargs", "use_case")

    def __init__(self, use_case: Callable[..., Awaitable[Any]], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self.use_case = use_case
        self.args = args
        self.kwargs = kwargs
        self.answer: Any = None


class Outcome:
    """What a job came to: a value, or the exception its caller gets."""

    __slots__ = ("error", "value")

    def __init__(self, value: Any = None, error: BaseException | None = None) -> None:
        self.value = value
        self.error = error


class Committed:
    """A batch after its commit: facts in log order, and the rows it knew, for whoever shows them to people."""

    def __init__(self, facts: Sequence[Logged], rows: dict[Any, Any], now: int) -> None:
        self.facts = facts
        self.rows = rows
        self.now = now
        self._by_load: dict[Load[Any], list[Any]] = {}
        self._by_type: dict[type[Fact], list[Logged]] = {}
        for logged in facts:
            self._by_type.setdefault(type(logged.fact), []).append(logged)

    def facts_of(self, *kinds: type[Fact]) -> Sequence[Logged]:
        """The facts of these types."""
        return [logged for kind in kinds for logged in self._by_type.get(kind, ())]

    def rows_of(self, load: Load[R]) -> Sequence[R]:
        """The rows of one kind that are there. Many ask after each batch, so all are sorted at the first question."""
        if not self._by_load:
            for (its, _), row in self.rows.items():
                if row is not None:
                    self._by_load.setdefault(its, []).append(row)
        return self._by_load.get(load, ())


class Undo(Exception):
    """A use case failed after its batch had already sent writes: only a rollback can undo it."""


def wants(hint: Callable[..., Wanted]) -> Callable[[Any], Any]:
    """Name the rows a use case will read: `hint(peek, *args)` yields (load, key), and may peek at what is there.

    A hint only: a missing key is loaded when asked for. It is called again while it names new keys, so links
    (session → conversation → channel) can be followed before anything is locked.
    """

    def mark(use_case: Any) -> Any:
        use_case.wants = hint
        return use_case

    return mark


class Again(Exception):
    """What a batch found out at its end makes it worth repeating: `key` is remembered as `value` meanwhile."""

    def __init__(self, key: Any, value: Any) -> None:
        super().__init__(key)
        self.key = key
        self.value = value


class Runner:
    """Runs batches in transactions of one store; knows nothing of threads, queues or callers."""

    def __init__(self, now: Callable[[], int], new_id: Callable[[], int]) -> None:
        self._now = now
        self._new_id = new_id
        self.memory = Memory()
        self._subscribers: dict[type[Fact], list[Subscriber]] = {}
        self._last: list[Last] = []

    def subscribe(self, fact: type[Fact], subscriber: Subscriber) -> None:
        """Let `subscriber(uow, fact)` run in the transaction of every fact of this type, right after its use case."""
        self._subscribers.setdefault(fact, []).append(subscriber)

    def at_the_end(self, last: Last) -> None:
        """Let `last(uow)` run after the use cases of each batch: the place for locks that many batches want."""
        self._last.append(last)

    async def run(self, tx: Transaction, jobs: Sequence[Job]) -> tuple[list[Outcome], Committed]:
        """Commit the jobs together, repeating while a late lock or a missing number block asks for it.

        Raises Refusal, Broken or Undo with nothing committed.
        """
        early: dict[Load[Any], set[tuple[Any, ...]]] = {}
        for _ in range(MAX_REPEATS):
            try:
                return await self._once(tx, jobs, early)
            except LateLock as late:
                early.setdefault(late.load, set()).add(late.key)
            except Again as again:
                self.memory.things[again.key] = again.value
            except NumbersWanted as wanted:
                await self._reserve(tx, wanted)
        raise AssertionError(f"a batch of {len(jobs)} asked to be repeated {MAX_REPEATS} times")

    async def _once(
        self, tx: Transaction, jobs: Sequence[Job], early: dict[Load[Any], set[tuple[Any, ...]]]
    ) -> tuple[list[Outcome], Committed]:
        uow = UnitOfWork(tx, self._now(), self._new_id, self.memory)
        await tx.begin(self._new_id())
        try:
            await _prefetch(uow, jobs, early)
            outcomes = [await self._run(uow, job) for job in jobs]
            for last in self._last:
                await last(uow)
            await uow.flush()
            facts = await _number(tx, uow)
            await tx.commit()
        except BaseException:
            uow.back_to((0, 0))
            await tx.rollback()
            raise
        uow.keep_remembered()
        return outcomes, Committed(facts, uow.rows, uow.now)

    async def _run(self, uow: UnitOfWork, job: Job) -> Outcome:
        """One use case; its failure is undone in memory and takes no neighbour along."""
        mark, flushes = uow.mark(), uow.flushes
        try:
            value = await job.use_case(uow, *job.args, **job.kwargs)
            await self._tell(uow, mark[1])
        except (LateLock, NumbersWanted, Broken, Refusal):
            raise
        except Exception as error:  # loop top: of a job; the error goes to its caller
            if uow.flushes != flushes:
                raise Undo from error
            uow.back_to(mark)
            return Outcome(error=error)
        return Outcome(value)

    async def _tell(self, uow: UnitOfWork, first: int) -> None:
        """Facts come up: hand each new one to its subscribers, and those that they announce in turn."""
        place = first
        while place < len(uow.facts):
            fact = uow.facts[place]
            for subscriber in self._subscribers.get(type(fact), ()):
                await subscriber(uow, fact)
            place += 1

    async def _reserve(self, tx: Transaction, wanted: NumbersWanted) -> None:
        """A block in a transaction of its own: a number is never given back, so gaps are the price of no lock.

        Blocks double while a process uses them up, so that a small company's numbers have small gaps.
        """
        count = self.memory.numbers.next_block(wanted.account_id, wanted.kind, FIRST_BLOCK, LARGEST_BLOCK)
        await tx.begin(self._new_id())
        try:
            first = await tx.reserve_numbers(wanted.account_id, wanted.kind, count)
            await tx.commit()
        except BaseException:
            await tx.rollback()
            raise
        self.memory.numbers.add(wanted.account_id, wanted.kind, first, count)


async def _prefetch(uow: UnitOfWork, jobs: Sequence[Job], early: dict[Load[Any], set[tuple[Any, ...]]]) -> None:
    """Load what the jobs will want, in lock order, following links from row to row."""

    def peek(load: Load[Any], key: tuple[Any, ...]) -> Any:
        return uow.rows.get((load, key))

    hinted = [(job, job.use_case.wants) for job in jobs if hasattr(job.use_case, "wants")]
    held: dict[Load[Any], set[tuple[Any, ...]]] = {load: set(keys) for load, keys in early.items()}

    async def follow() -> None:
        for _ in range(MAX_PREFETCH_ROUNDS):
            fresh: dict[Load[Any], set[tuple[Any, ...]]] = {}
            for job, hint in hinted:
                for load, key in hint(peek, *job.args, **job.kwargs):
                    if not uow.knows(load, key):
                        (held if load.rank else fresh).setdefault(load, set()).add(key)
            if not fresh:
                break
            await uow.prefetch_several(fresh)

    await follow()
    if held:
        for load in sorted(held, key=lambda load: load.rank):
            await uow.prefetch(load, held[load])
        held.clear()
        await follow()


async def _number(tx: Transaction, uow: UnitOfWork) -> list[Logged]:
    """Give the facts their seq: the account's counter is the last lock, so seq order is commit order."""
    numbered: list[Logged] = []
    for account_id in sorted({fact.account_id for fact in uow.facts}):
        facts = [fact for fact in uow.facts if fact.account_id == account_id]
        last = await tx.next_seq(account_id, len(facts))
        first = last - len(facts) + 1
        numbered += [Logged(seq, uow.now, fact) for seq, fact in enumerate(facts, first)]
        await tx.run(log.APPEND, [log.row_of(fact, seq, uow.now) for seq, fact in enumerate(facts, first)])
        await tx.notify(f"{account_id}:{first}:{last}")
    return numbered
