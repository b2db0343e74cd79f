"""Server processes for tests: up when they say so, down when told, loud when they cannot start."""

from pathlib import Path

import pytest

from tests.support.processes import StartError, serve

pytestmark = pytest.mark.server


def test_a_killed_server_comes_up_again_on_its_files(tmp_path: Path) -> None:
    with serve(tmp_path) as first:
        first.kill()
    with serve(tmp_path) as second:
        assert second.stop() == 0


def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    with pytest.raises(StartError, match="OPENLINE_PORT"):
        serve(tmp_path, env={"OPENLINE_PORT": "many"})
