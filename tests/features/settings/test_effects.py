"""Every setting does what it says: somewhere a test shows it over HTTP, and no setting may be missing."""

from importlib import import_module
from pathlib import Path

from openline.features.settings.types import CATALOGUE

EFFECTS = Path(__file__).parent / "effects"


def test_no_setting_in_effect_is_without_a_test_that_shows_its_effect() -> None:
    """Whether such a test changes by PATCH what it says it shows, its world asks at its end."""
    shown = {key for file in EFFECTS.glob("test_*.py") for key in _shown_in(file.stem)}
    assert {setting.key for setting in CATALOGUE.values() if setting.in_effect} - shown == set()


def test_what_is_not_in_effect_yet_is_a_short_list_that_everybody_may_read() -> None:
    page = (Path(__file__).parents[3] / "docs/guide/settings.md").read_text()
    later = [setting.key for setting in CATALOGUE.values() if not setting.in_effect]
    assert len(later) <= 10
    assert [key for key in later if key not in page] == []


def _shown_in(stem: str) -> set[str]:
    module = import_module(f"tests.features.settings.effects.{stem}")
    return {key for test in vars(module).values() for key in getattr(test, "shows", ())}
