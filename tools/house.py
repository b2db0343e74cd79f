"""The house rules no ready linter has. `python tools/house.py` prints breaches as path:line.

Rules for Python are in house_python.py, for every file in house_files.py, for texts in
house_catalogues.py; each is a function from files to breaches. What a rule is for is said where it is written.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import house_catalogues
import house_files
import house_python
from house_words import Breach, Source

ROOT = Path(__file__).resolve().parent.parent
LARGEST_FILE = 500_000


def sources(root: Path) -> Iterator[Source]:
    """Every file that is, or is about to be, in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in sorted(set(listed.stdout.split("\0"))):
        path = root / name
        if name and path.is_file():
            yield Source(name, path)


def inspect(root: Path) -> Iterator[Breach]:
    files = list(sources(root))
    for file in files:
        if file.path.stat().st_size > LARGEST_FILE and not house_files.is_lock(file):
            yield file.breach(1, "large-file", f"over {LARGEST_FILE // 1000} kB")
        elif file.text is not None:
            yield from house_files.inspect(file)
            if file.name.endswith(".py"):
                yield from house_python.inspect(file)
    yield from house_catalogues.inspect(files)


def main() -> int:
    breaches = list(inspect(ROOT))
    for breach in breaches:
        print(breach)
    errors = [breach for breach in breaches if not breach.warning]
    if errors:
        print(f"house: {len(errors)} breaches")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
