"""The how-to pages, done in a copy of the tree: what they tell one to write works."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs" / "how-to"
BLOCK = re.compile(r"^```(diff|python)\n# ((?:src|tests)/\S+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LEFT_OUT = shutil.ignore_patterns("__pycache__", "static", "browser")

pytestmark = pytest.mark.slow


def follow(page: str, tree: Path) -> list[str]:
    """Write what the page says into a copy of the tree; which files it wrote anew."""
    for folder in ("src", "tests"):
        shutil.copytree(ROOT / folder, tree / folder, ignore=LEFT_OUT)
    shutil.copy(ROOT / "pyproject.toml", tree)
    written = []
    for kind, name, block in BLOCK.findall((PAGES / page).read_text(encoding="utf-8")):
        path = tree / name
        if kind == "diff":
            path.write_text(applied(block, path.read_text(encoding="utf-8")), encoding="utf-8")
        else:
            assert not path.exists(), f"{name} is there already"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block, encoding="utf-8")
            written.append(name)
    return written


def applied(block: str, text: str) -> str:
    """The text after a diff whose hunks are parted by @@."""
    for hunk in re.split(r"^@@$\n", block, flags=re.MULTILINE):
        lines = hunk.splitlines()
        before = "\n".join(line[1:] for line in lines if line[:1] in {" ", "-"})
        after = "\n".join(line[1:] for line in lines if line[:1] in {" ", "+"})
        assert text.count(before) == 1, f"to be changed, found {text.count(before)} times:\n{before}"
        text = text.replace(before, after)
    return text


def run(tree: Path, *command: str | Path) -> str:
    """Python in the copy, which imports the copy's own package."""
    environment = dict(os.environ, PYTHONPATH=f"{tree / 'src'}{os.pathsep}{tree}")
    done = subprocess.run(
        [sys.executable, *command], cwd=tree, env=environment, capture_output=True, text=True, check=False, timeout=100
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def passes(tree: Path, tests: list[str]) -> None:
    assert tests
    said = run(tree, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not postgres", *tests)
    assert "passed" in said


def test_a_setting(tmp_path: Path) -> None:
    written = follow("setting.md", tmp_path)
    passes(tmp_path, [name for name in written if "test_" in name])


def test_a_slice(tmp_path: Path) -> None:
    written = follow("slice.md", tmp_path)
    passes(tmp_path, [name for name in written if "test_" in name])
    routes = run(tmp_path, "-c", "from openline.bootstrap import HANDLERS; print(*[h.paths for h in HANDLERS])")
    assert "/api/v1/tags" in routes


def test_a_migration(tmp_path: Path) -> None:
    assert follow("migration.md", tmp_path) == []
    run(tmp_path, "-m", "openline.cli", "new-revision", "add company of contacts")
    versions = tmp_path / "src" / "openline" / "store" / "migrations" / "versions"
    (revision,) = versions.glob("*add_company_of_contacts.py")
    assert 'add_column(sa.Column("company", sa.Text(), nullable=True))' in revision.read_text().replace("'", '"')
    passes(tmp_path, ["tests/server/test_migrations.py"])
