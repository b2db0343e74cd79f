"""docs/how-to/browser-test.md, done: the journey that it tells one to write passes."""

import re
from pathlib import Path

import pytest

from tests.browser.cast import Office
from tests.support.browser import NoChromium, Stage, find_chromium

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "browser-test.md"
BLOCK = re.compile(r"```python\n# test\n(.*?)```", re.DOTALL)


async def test_the_page_makes_a_test_that_passes(stage: Stage, office: Office) -> None:
    (block,) = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    told: dict[str, object] = {}
    exec(compile(block, str(PAGE), "exec"), told)
    journey = told["test_what_is_given_back_goes_to_a_colleague"]
    assert callable(journey)
    await journey(stage, office)


def test_a_missing_chromium_is_a_failure_that_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoChromium, match="install the package `chromium`"):
        find_chromium()
