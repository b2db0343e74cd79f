"""Who takes waiting jobs, commits them in batches and answers their callers. The base of both stores' committers."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

import structlog

from openline.kit.errors import AppError, Unavailable
from openline.store.batch import Committed, Job, Outcome, Runner, Undo
from openline.store.port import Broken, Refusal, Transaction

MOST_JOBS = 64
MAX_WAITING = 20_000
MAX_TRIES = 4

log = structlog.get_logger(__name__)


class Settler:
    """Settles a list of jobs whatever happens: together if it can be, halved until the guilty one is alone if not."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner

    async def settle(self, tx: Transaction, jobs: Sequence[Job]) -> tuple[list[Outcome], list[Committed]]:
        """Outcomes in the order of the jobs, and what was committed, in commit order."""
        failure: BaseException = Refusal("not tried")
        for _ in range(MAX_TRIES):
            try:
                outcomes, committed = await self._runner.run(tx, jobs)
                return outcomes, [committed]
            except Refusal as refusal:
                failure = refusal
                if not refusal.again:
                    break
            except Undo as undo:
                failure = undo.__cause__ or undo
                break
            except Broken as broken:
                log.error("store broken", error=str(broken))
                return [Outcome(error=Unavailable()) for _ in jobs], []
        if len(jobs) == 1:
            return [self._refused(failure)], []
        middle = len(jobs) // 2
        first, done = await self.settle(tx, jobs[:middle])
        second, more = await self.settle(tx, jobs[middle:])
        return first + second, done + more

    @staticmethod
    def _refused(failure: BaseException) -> Outcome:
        if isinstance(failure, Refusal):
            log.error("store refused a use case", error=str(failure))
            return Outcome(error=Unavailable())
        return Outcome(error=failure)


class Waiting:
    """Jobs that wait, with their callers' futures. Bounded: past the bound callers get 503 at once."""

    def __init__(self, publish: Callable[[Committed], None]) -> None:
        self._publish = publish
        self.jobs: deque[Job] = deque()

    def add(self, job: Job) -> "asyncio.Future[Any]":
        """Queue a job; the future is answered after the commit. A caller that goes away cancels nothing."""
        if len(self.jobs) >= MAX_WAITING:
            raise Unavailable
        job.answer = asyncio.get_running_loop().create_future()
        self.jobs.append(job)
        return job.answer  # type: ignore[no-any-return]

    def take(self) -> list[Job]:
        """Up to a batch of jobs, oldest first."""
        return [self.jobs.popleft() for _ in range(min(len(self.jobs), MOST_JOBS))]

    def answer(self, jobs: Sequence[Job], outcomes: Sequence[Outcome], committed: Sequence[Committed]) -> None:
        """Publish what was committed, then answer: on the loop's thread, after the commit."""
        for batch in committed:
            self._publish(batch)
        for job, outcome in zip(jobs, outcomes, strict=True):
            if job.answer.done():
                continue
            if outcome.error is None:
                job.answer.set_result(outcome.value)
                continue
            if not isinstance(outcome.error, AppError):
                log.error("use case failed", use_case=job.use_case.__qualname__, exc_info=outcome.error)
            job.answer.set_exception(outcome.error)
