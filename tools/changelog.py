"""Folds the fragments of changelog.d/ into CHANGELOG.md. Standard library only.

python3 tools/changelog.py 1.2.3     write the section of a release and delete its fragments
python3 tools/changelog.py --check   only say which fragments are misnamed or empty
"""

import datetime
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("added", "changed", "fixed", "removed", "security")
NAME = re.compile(rf"\+?[a-z0-9][a-z0-9-]*\.({'|'.join(KINDS)})\.md")
VERSION = re.compile(r"\d+\.\d+\.\d+")
PLACE = "<!-- releases: newest first -->\n"


class ChangelogError(Exception):
    """A sentence for the person who releases."""


def fragments(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.md") if path.name != "README.md")


def problems(folder: Path) -> list[str]:
    found = []
    for path in fragments(folder):
        if not NAME.fullmatch(path.name):
            found.append(f"{path.name}: call it +slug.<{'|'.join(KINDS)}>.md")
        elif not path.read_text(encoding="utf-8").strip():
            found.append(f"{path.name}: is empty")
    return found


def section(version: str, date: datetime.date, files: list[Path]) -> str:
    lines = [f"## {version} ({date.isoformat()})", ""]
    for kind in KINDS:
        of_kind = [path for path in files if path.name.endswith(f".{kind}.md")]
        if of_kind:
            lines += [f"### {kind.capitalize()}", ""]
            lines += [f"- {' '.join(path.read_text(encoding='utf-8').split())}" for path in of_kind]
            lines.append("")
    return "\n".join(lines) + "\n"


def release(root: Path, version: str, date: datetime.date) -> None:
    """The section goes in before the fragments go away: a crash in between loses nothing."""
    folder, changelog = root / "changelog.d", root / "CHANGELOG.md"
    text, files = changelog.read_text(encoding="utf-8"), fragments(folder)
    wrong = problems(folder)
    if wrong:
        raise ChangelogError("\n".join(wrong))
    if not VERSION.fullmatch(version):
        raise ChangelogError("say the version: make changelog VERSION=1.2.3")
    if not files:
        raise ChangelogError("changelog.d/ has no fragments")
    if PLACE not in text:
        raise ChangelogError(f"CHANGELOG.md has no line {PLACE.strip()!r}")
    changelog.write_text(text.replace(PLACE, f"{PLACE}\n{section(version, date, files)}", 1), encoding="utf-8")
    for path in files:
        path.unlink()


def main(arguments: list[str]) -> int:
    match arguments:
        case ["--check"]:
            wrong = problems(ROOT / "changelog.d")
            print("\n".join(wrong) or "changelog: fragments are well formed")
            return 1 if wrong else 0
        case [version]:
            release(ROOT, version, datetime.datetime.now(tz=datetime.UTC).date())
        case _:
            raise ChangelogError("say the version: make changelog VERSION=1.2.3")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except ChangelogError as error:
        sys.exit(f"changelog: {error}")
