"""`make new-connector` in a copy of the tree: what it writes is tidy and passes the kit at once."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import new_connector
from new_connector import RefusedError, make

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = shutil.ignore_patterns("__pycache__", "static", "node_modules", "browser", "server")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("tree")
    shutil.copytree(ROOT / "src", place / "src", ignore=shutil.ignore_patterns("__pycache__", "static"))
    shutil.copytree(ROOT / "tests", place / "tests", ignore=LEFT_OUT)
    shutil.copytree(ROOT / "tools", place / "tools", ignore=LEFT_OUT)
    for name in ("pyproject.toml", "ruff.toml"):
        shutil.copy(ROOT / name, place / name)
    make("carrier_pigeon", place)
    return place


def run(copy: Path, *command: str) -> str:
    """A command in the copy, which imports the copy's own package."""
    environment = dict(os.environ, PYTHONPATH=f"{copy / 'src'}{os.pathsep}{copy}")
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=copy, env=environment, capture_output=True, text=True, check=False, timeout=100,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_kit_passes_at_once(copy: Path) -> None:
    said = run(
        copy, "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", "tests/connectors/test_contract.py",
        "tests/connectors/carrier_pigeon", "-k", "carrier_pigeon or test_a_file",
    )  # fmt: skip
    assert "passed" in said
    assert "failed" not in said


def test_the_registry_finds_it(copy: Path) -> None:
    script = "from openline.connectors.registry import load; print(load().get('carrier_pigeon').manifest.title_key)"
    environment = dict(os.environ, PYTHONPATH=str(copy / "src"))
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "connector.carrier_pigeon.title"


def test_it_is_tidy(copy: Path) -> None:
    places = [
        "src/openline/connectors/carrier_pigeon",
        "tests/connectors/carrier_pigeon",
        "tests/connectors/specimens/carrier_pigeon.py",
    ]
    run(copy, "ruff", "check", "--no-cache", *places)
    run(copy, "ruff", "format", "--no-cache", "--check", *places)


def test_an_existing_one_is_left_alone(copy: Path) -> None:
    before = (copy / "src/openline/connectors/carrier_pigeon/connector.py").read_text()
    with pytest.raises(RefusedError, match="is there already"):
        make("carrier_pigeon", copy)
    assert (copy / "src/openline/connectors/carrier_pigeon/connector.py").read_text() == before


@pytest.mark.parametrize("name", ["", "Pigeon", "../pigeon", "1pigeon", "a-b", "a__b", "_a", "a_", "x" * 40])
def test_names_are_folders_and_modules(name: str, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="small letters"):
        make(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_templates_are_all_used() -> None:
    used = {*new_connector.FILES, "texts.json"}
    assert {path.name for path in new_connector.TEMPLATES.iterdir()} == used
