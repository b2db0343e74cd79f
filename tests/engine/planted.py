"""The stateful test run in a process of its own, on a copy of the engine in which something was changed."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ENGINE = ROOT / "src" / "openline" / "engine"

STATEFUL_TEST = """
import openline.engine
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.engine.machine import QueueMachine
assert openline.engine.__file__.startswith({folder!r}), openline.engine.__file__
profile = settings(derandomize=True, database=None, deadline=None, max_examples={examples}, stateful_step_count=40,
                   phases=[Phase.generate], suppress_health_check=list(HealthCheck))
run_state_machine_as_test(QueueMachine, settings=profile)
"""


def complaint(changes: Mapping[str, str], *, examples: int, then: str = "") -> str:
    """What was found wrong with an engine whose files have these texts; empty if nothing. `then` is run after it."""
    with tempfile.TemporaryDirectory(prefix="openline-engine-") as folder:
        package = Path(folder) / "openline"
        shutil.copytree(ENGINE, package / "engine", ignore=shutil.ignore_patterns("__pycache__"))
        (package / "__init__.py").touch()
        for name, text in changes.items():
            (package / "engine" / name).write_text(text)
        done = subprocess.run(
            [sys.executable, "-c", STATEFUL_TEST.format(folder=folder, examples=examples) + then],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"},
            capture_output=True,
            text=True,
            check=False,
        )
    return "" if done.returncode == 0 else _last_error(done.stderr)


def _last_error(stderr: str) -> str:
    lines = [line.strip(" |") for line in stderr.splitlines()]
    errors = [line for line in lines if line.split(":")[0].endswith("Error")]
    return (errors or lines[-1:])[0]
