"""Threads that take turns are kept on one processor; others, and other processes, are not (ADR 0120)."""

import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from openline.kit import processors

ALL = os.sched_getaffinity(0)


class Resting:
    """Two threads with nothing to do."""

    def __init__(self) -> None:
        self._over = threading.Event()
        self.threads = [threading.Thread(target=self._over.wait) for _ in range(2)]

    def __enter__(self) -> list[int]:
        for thread in self.threads:
            thread.start()
        return [thread.native_id or 0 for thread in self.threads]

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self.threads:
            thread.join()


@pytest.fixture
def aside() -> Iterator[Callable[..., Any]]:
    """Runs something on a thread of its own: the test's is to stay as it is."""
    with ThreadPoolExecutor(1) as pool:
        yield lambda work, *args: pool.submit(work, *args).result()


def test_threads_share_the_processor_of_whoever_says_so() -> None:
    resting = Resting()
    with resting as ids:
        processors.share(resting.threads)
        first, second = (os.sched_getaffinity(number) for number in ids)
    assert first == second
    assert len(first) == 1
    assert first <= ALL


def test_what_a_bound_thread_starts_can_be_let_go(aside: Callable[..., Any]) -> None:
    def bound() -> tuple[set[int], set[int], set[int]]:
        processors.share([threading.current_thread()])
        with ThreadPoolExecutor(1, initializer=processors.spread) as pool:
            free = pool.submit(os.sched_getaffinity, 0).result()
        with subprocess.Popen(["/bin/cat"], stdin=subprocess.PIPE) as child:
            processors.spread(child.pid)
            other = os.sched_getaffinity(child.pid)
        return os.sched_getaffinity(0), free, other

    own, free, other = aside(bound)
    assert len(own) == 1
    assert free == other == ALL


def test_what_the_system_does_not_allow_is_no_matter() -> None:
    gone = threading.Thread(target=int)
    gone.start()
    gone.join()
    processors.share([gone])


def test_a_process_that_has_ended_is_no_matter() -> None:
    with subprocess.Popen(["/bin/true"]) as child:
        child.wait()
    processors.spread(child.pid)
