"""What the guides print in italics stands on the screen, word for word."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ROOT / "web" / "apps" / "console" / "src" / "i18n"
# The console's parts, and what connectors are called.
CATALOGUES = (*sorted(TEXTS.glob("*/en.json")), ROOT / "src" / "openline" / "locales" / "en.json")
GUIDES = ("board", "bots", "closing", "desk", "first-channel", "hours", "people", "sessions", "telegram")
LIST_MARK = re.compile(r"^\s*\* ", re.MULTILINE)
ITALIC = re.compile(r"(?<!\*)\*([^*\n]+)\*(?!\*)")


@pytest.mark.parametrize("guide", GUIDES)
def test_labels_are_those_of_the_console(guide: str) -> None:
    shown = {text for path in CATALOGUES for text in json.loads(path.read_text(encoding="utf-8")).values()}
    text = LIST_MARK.sub("", (ROOT / "docs" / "guide" / f"{guide}.md").read_text(encoding="utf-8"))
    named = ITALIC.findall(text)
    assert named
    assert [label for label in named if label not in shown] == []
