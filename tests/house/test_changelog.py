"""A release takes the fragments into CHANGELOG.md, newest on top, and refuses half of them."""

import datetime
from pathlib import Path

import pytest

import changelog

DAY = datetime.date(2027, 1, 31)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "changelog.d").mkdir()
    (tmp_path / "changelog.d" / "README.md").write_text("how to")
    (tmp_path / "CHANGELOG.md").write_text(f"# Changelog\n\n{changelog.PLACE}\n## 0.1.0 (2026-12-01)\n")
    return tmp_path


def fragment(root: Path, name: str, text: str) -> Path:
    path = root / "changelog.d" / name
    path.write_text(text)
    return path


def test_fragments_become_a_section(root: Path) -> None:
    fragment(root, "+inbox.added.md", "One inbox\nfor everything.\n")
    fragment(root, "+offer.fixed.md", "An offer no longer ends early.\n")
    changelog.release(root, "0.2.0", DAY)
    text = (root / "CHANGELOG.md").read_text()
    assert "## 0.2.0 (2027-01-31)\n\n### Added\n\n- One inbox for everything.\n\n### Fixed\n\n- An offer" in text
    assert text.index("0.2.0") < text.index("0.1.0")
    assert [path.name for path in (root / "changelog.d").iterdir()] == ["README.md"]


@pytest.mark.parametrize(
    ("name", "text", "version", "said"),
    [
        ("+a.new.md", "x", "0.2.0", "call it"),
        ("+a.added.md", " ", "0.2.0", "is empty"),
        ("+a.added.md", "x", "next", "say the version"),
    ],
)
def test_a_refused_release_changes_nothing(root: Path, name: str, text: str, version: str, said: str) -> None:
    path = fragment(root, name, text)
    before = (root / "CHANGELOG.md").read_text()
    with pytest.raises(changelog.ChangelogError, match=said):
        changelog.release(root, version, DAY)
    assert path.exists()
    assert (root / "CHANGELOG.md").read_text() == before


def test_a_release_without_news_is_refused(root: Path) -> None:
    with pytest.raises(changelog.ChangelogError, match="no fragments"):
        changelog.release(root, "0.2.0", DAY)


def test_the_fragments_of_this_tree_are_well_formed() -> None:
    assert changelog.problems(changelog.ROOT / "changelog.d") == []
