"""Whatever happens, in whatever order: no broken truth, no broken step, and the log replays to the same."""

from hypothesis import settings

from tests.engine.machine import QueueMachine

TestQueue = QueueMachine.TestCase
TestQueue.settings = settings(max_examples=2 * settings().max_examples, stateful_step_count=40)
