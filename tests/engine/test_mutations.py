"""The list of planted bugs stays honest: each still changes the engine as it is today."""

import pytest

from tests.engine.bugs import Bug
from tests.engine.mutations import BUGS


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_the_planted_bug_still_fits(bug: Bug) -> None:
    compile(bug.planted(), bug.file, "exec")
