"""Makes a connector that passes the conformance kit from its first minute: `make new-connector NAME=pigeon`.

Writes the folder, its specimen and test, a page of documentation, and the texts in every language.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from string import Template

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = Path(__file__).resolve().parent / "connector_template"
LANGUAGES = ("en", "vi", "ru")
NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
LONGEST = 31
FILES = {
    "init.py.txt": "src/openline/connectors/$name/__init__.py",
    "connector.py.txt": "src/openline/connectors/$name/connector.py",
    "specimen.py.txt": "tests/connectors/specimens/$name.py",
    "test.py.txt": "tests/connectors/$name/test_$name.py",
    "page.md.txt": "docs/connectors/$name.md",
}


class RefusedError(Exception):
    """A sentence for the person at the keyboard."""


def make(name: str, root: Path = ROOT) -> list[Path]:
    """Write the files of a new connector under `root`, and nothing when one of them is there already."""
    if not NAME.fullmatch(name) or len(name) > LONGEST:
        raise RefusedError(f"{name!r}: small letters, digits and single underscores, e.g. NAME=zalo_oa")
    words = words_of(name)
    written = {root / Template(path).substitute(words): source for source, path in FILES.items()}
    taken = [path for path in written if path.exists() or (path.parent.name == name and path.parent.exists())]
    if taken:
        raise RefusedError(f"{taken[0].relative_to(root)} is there already")
    for path, source in written.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(Template((TEMPLATES / source).read_text()).substitute(words))
    tidy([path for path in written if path.suffix == ".py"])
    add_texts(name, words, root)
    return list(written)


def tidy(files: list[Path]) -> None:
    """How lines break and imports stand depends on the name."""
    ruff = [sys.executable, "-m", "ruff"]
    subprocess.run([*ruff, "check", "--quiet", "--select", "I", "--fix", *files], check=True)
    subprocess.run([*ruff, "format", "--quiet", *files], check=True)


def words_of(name: str) -> dict[str, str]:
    parts = name.split("_")
    return {
        "name": name,
        "dashed": "-".join(parts),
        "Class": "".join(part.capitalize() for part in parts),
        "Title": " ".join(part.capitalize() for part in parts),
    }


def add_texts(name: str, words: dict[str, str], root: Path) -> None:
    """The catalogues stay sorted, as people expect to find them."""
    texts = json.loads((TEMPLATES / "texts.json").read_text())
    for place, language in enumerate(LANGUAGES):
        path = root / "src" / "openline" / "locales" / f"{language}.json"
        catalogue = json.loads(path.read_text())
        for key, said in texts.items():
            catalogue[f"connector.{name}.{key}"] = Template(said[place]).substitute(words)
        path.write_text(json.dumps(dict(sorted(catalogue.items())), ensure_ascii=False, indent=2) + "\n")


def main() -> int:
    if len(sys.argv) != 2 or not sys.argv[1]:
        print("usage: make new-connector NAME=pigeon")
        return 2
    try:
        for path in make(sys.argv[1]):
            print(path.relative_to(ROOT))
    except RefusedError as refused:
        print(f"new-connector: {refused}")
        return 1
    print("Its tests pass already: .venv/bin/python -m pytest tests/connectors. Next: docs/how-to/connector.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
