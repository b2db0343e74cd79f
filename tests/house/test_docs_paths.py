"""Documents that name files name files that exist, and decisions keep their form."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
HEADINGS = ["## Context", "## Decision", "## Consequences", "## Enforced by"]
DOCUMENTS = [ROOT / name for name in ("ARCHITECTURE.md", "CONTRIBUTING.md", "README.md")]
FOLDERS = ("src", "web", "tests", "docs", "tools", "benchmarks", "changelog.d", ".ci")
MADE = ("src/openline/static", ".venv", ".boot", "docs/adr/NNNN")
PATH = re.compile(rf"(?:{'|'.join(map(re.escape, FOLDERS))})/[\w./{{}},*-]*")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)")
IN_CODE = re.compile(r"`([^`\n]+)`")


def expand(path: str) -> list[str]:
    """a/{b,c}.py is a/b.py and a/c.py."""
    group = re.search(r"\{([^{}]*)\}", path)
    if group is None:
        return [path]
    before, after = path[: group.start()], path[group.end() :]
    return [full for part in group[1].split(",") for full in expand(f"{before}{part}{after}")]


def named_paths(text: str) -> set[str]:
    """Paths in backticks, from the root of the repository; what the build makes is not there yet."""
    named: set[str] = set()
    for code in IN_CODE.findall(text):
        if match := PATH.match(code):
            named |= set(expand(match[0].rstrip(".,")))
    return {path for path in named if not path.startswith(MADE)}


def missing(root: Path, paths: set[str]) -> list[str]:
    return sorted(path for path in paths if not any(root.glob(path.rstrip("/"))))


def test_a_missing_path_is_seen(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.py").touch()
    text = "`src/a.py`, `src/{a,b}.py`, `src/*.py`, `docs/none.md` but not src/c.py or `other/d.py`"
    assert missing(tmp_path, named_paths(text)) == ["docs/none.md", "src/b.py"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_documents_name_what_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8") if document.exists() else ""
    assert missing(ROOT, named_paths(text)) == []
    assert missing(document.parent, set(LINK.findall(text))) == []


@pytest.mark.parametrize("document", sorted((ROOT / "docs").rglob("*.md")), ids=lambda path: path.stem)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    links = LINK.findall(document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_a_decision_has_a_number_of_its_own() -> None:
    numbers = [page.name[:4] for page in PAGES]
    assert sorted(set(numbers)) == numbers


@pytest.mark.parametrize("page", PAGES[1:], ids=lambda page: page.stem)
def test_a_decision_keeps_the_form(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"# {page.name[:4]}. ")
    assert [line for line in text.splitlines() if line.startswith("## ")] == HEADINGS
    assert "\n> " in text, "a decision is a sentence people can quote"
    assert page.name in (page.parent / "README.md").read_text(encoding="utf-8")
