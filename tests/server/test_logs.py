"""The lines of requests: JSON with everything an operator looks for, and none where he wants only warnings."""

import json
import subprocess
import sys

import pytest

SERVE_ONE = """
import sys
from openline.server import logs
logs.configure(sys.argv[1])
note = logs.for_requests()
line = dict(request_id="r1", method="GET", route="/x", status=200, ms=1.25, client="::1")
note(logs.Request(**line, account_id=7, person_id=None))
"""


def _lines(level: str) -> list[dict[str, object]]:
    done = subprocess.run([sys.executable, "-c", SERVE_ONE, level], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stderr.splitlines()]


@pytest.mark.parametrize("level", ["debug", "info"])
def test_a_request_is_one_line(level: str) -> None:
    (line,) = _lines(level)
    at = line.pop("at")
    assert isinstance(at, str)
    assert at.endswith("Z")
    assert line == {
        "event": "request", "level": "info", "request_id": "r1", "method": "GET", "route": "/x", "status": 200,
        "ms": 1.25, "client": "::1", "account_id": 7, "person_id": None,
    }  # fmt: skip


def test_warnings_alone_say_nothing_of_requests() -> None:
    assert _lines("warning") == []
