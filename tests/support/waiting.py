"""Waiting for another process without guessing: the only place of the tests that sleeps."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

STEP_S = 0.02
T = TypeVar("T")


class TooLateError(AssertionError):
    """What was waited for did not come true before the deadline."""


def until(probe: Callable[[], T | None], what: str, *, within_s: float = 20.0) -> T:
    """Ask `probe` until it gives something true, and hand that over."""
    deadline = time.monotonic() + within_s
    while True:
        if found := probe():
            return found
        if time.monotonic() > deadline:
            raise TooLateError(f"no {what} within {within_s:g} s")
        time.sleep(STEP_S)


async def until_async(probe: Callable[[], Awaitable[T | None]], what: str, *, within_s: float = 20.0) -> T:
    """The same for a probe that awaits, and without stopping the loop."""
    deadline = time.monotonic() + within_s
    while True:
        if found := await probe():
            return found
        if time.monotonic() > deadline:
            raise TooLateError(f"no {what} within {within_s:g} s")
        await asyncio.sleep(STEP_S)


async def back_off(seconds: float = STEP_S) -> None:
    """Between two tries of a client whose server is down; a test itself waits with `until`."""
    await asyncio.sleep(seconds)
