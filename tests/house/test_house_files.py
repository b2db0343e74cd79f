"""Each rule for files is broken once on purpose, and seen."""

import subprocess
from pathlib import Path

import pytest

import house
import house_files
from house_words import Source


def source(tmp_path: Path, name: str, text: str) -> Source:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return Source(name, path)


def rules(tmp_path: Path, name: str, text: str) -> list[str]:
    return [breach.rule for breach in house_files.inspect(source(tmp_path, name, text))]


@pytest.mark.parametrize("word", ["TODO", "FIXME", "XXX"])
def test_nothing_is_left_over(tmp_path: Path, word: str) -> None:
    assert rules(tmp_path, "src/openline/cli.py", f"x = 1  # {word}: later\n") == ["left-over"]


@pytest.mark.parametrize("path", ["/" + "work/checkout", "/" + "root/.cache"])
def test_no_path_of_this_machine(tmp_path: Path, path: str) -> None:
    assert rules(tmp_path, "docs/guide/a.md", f"see {path}\n") == ["machine-path"]


def test_a_web_address_is_no_path_of_a_machine(tmp_path: Path) -> None:
    assert rules(tmp_path, "docs/guide/a.md", "https://example.org/root/a\n") == []


@pytest.mark.parametrize("host", house_files.REGISTRIES.items())
def test_no_address_of_a_registry(tmp_path: Path, host: tuple[str, str]) -> None:
    assert rules(tmp_path, "README.md", f"from https://{'.'.join(host)}/simple\n") == ["registry-address"]


@pytest.mark.parametrize(
    ("name", "line", "found"),
    [
        ("requirements.lock", "a==1 --hash=sha256:00", []),
        ("requirements.lock", "--index-url https://example.org", ["lock-address"]),
        ("requirements.lock", "--find-links wheels", ["lock-address"]),
        ("requirements.lock", "openline @ file:here", ["lock-address"]),
        ("web/package-lock.json", '"resolved": "packages/api",', []),
        ("web/package-lock.json", '"resolved": "https://example.org/a.tgz",', ["lock-address"]),
    ],
)
def test_locks_hold_no_addresses(tmp_path: Path, name: str, line: str, found: list[str]) -> None:
    assert rules(tmp_path, name, f"{line}\n") == found


def test_typescript_stops_at_250_lines(tmp_path: Path) -> None:
    assert rules(tmp_path, "web/apps/a/src/a.ts", "const a = 1\n" * 250) == []
    assert rules(tmp_path, "web/apps/a/src/a.ts", "const a = 1\n" * 251) == ["long-module"]


def test_a_component_over_150_lines_is_a_warning(tmp_path: Path) -> None:
    file = source(tmp_path, "web/apps/a/src/A.tsx", "const a = 1\n" * 151)
    assert [breach.warning for breach in house_files.inspect(file)] == [True]


def test_files_are_found_through_git(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    source(tmp_path, ".gitignore", "ignored.py\n")
    source(tmp_path, "ignored.py", "")
    source(tmp_path, "src/openline/a.py", "import time\nx = time.time()\n")
    (tmp_path / "large.bin").write_bytes(b"\xff" * 500_001)
    found = {(breach.name, breach.rule) for breach in house.inspect(tmp_path)}
    assert found == {("src/openline/a.py", "outside"), ("large.bin", "large-file")}
