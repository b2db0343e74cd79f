"""Every worked example on paper is a test, and the other way round."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_worked_examples_are_tests_of_the_same_number() -> None:
    page = (ROOT / "docs" / "behaviour" / "examples.md").read_text()
    told = re.findall(r"^\| E(\d+) \|", page, re.MULTILINE)
    tested = {
        number
        for path in (ROOT / "tests").rglob("test_*.py")
        for number in re.findall(r"def test_e(\d+)_", path.read_text())
    }
    assert len(told) == len(set(told))
    assert set(told) == tested
