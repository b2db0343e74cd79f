"""House rules for texts: every one in every language, with the same places to fill in."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from house_words import Breach, Source

LANGUAGES = ("en", "vi", "ru")
KINDS = (".json", ".ts")
PLURALS = re.compile(r"[._](zero|one|two|few|many|other)$")
ARGUMENT = re.compile(r"\{\s*(\w+)\s*([,}])")
BRACE = re.compile(r"[{}]")
# A catalogue in TypeScript is one flat object; its type checks the keys, this checks the places.
TS_ENTRY = re.compile(r"""^\s+['"]?([\w.-]+)['"]?:\s*('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`[^`]*`),?$""", re.MULTILINE)


def inspect(files: Iterable[Source]) -> Iterator[Breach]:
    groups: dict[PurePosixPath, dict[str, Source]] = defaultdict(dict)
    for file in files:
        path = PurePosixPath(file.name)
        if path.suffix in KINDS and path.parent.name == "locales" and path.stem in LANGUAGES:
            groups[path.parent][path.stem] = file
    for folder, found in sorted(groups.items()):
        missing = [language for language in LANGUAGES if language not in found]
        if missing:
            text = f"{folder} has no {', '.join(missing)}"
            yield next(iter(found.values())).breach(1, "catalogue", text)
        else:
            yield from compare(found)


def compare(found: dict[str, Source]) -> Iterator[Breach]:
    texts = {language: dict(flat(read(file))) for language, file in found.items()}
    needed = {language: merged(texts[language]) for language in found}
    ours = needed["en"]
    for language, file in found.items():
        theirs = needed[language]
        for key in sorted(ours.keys() - theirs.keys()):
            yield file.breach(1, "catalogue", f"{key} is missing")
        for key in sorted(theirs.keys() - ours.keys()):
            yield file.breach(1, "catalogue", f"{key} is not in en")
        for key in sorted(ours.keys() & theirs.keys()):
            if ours[key] != theirs[key]:
                text = f"{key} fills in {sorted(theirs[key])}, en {sorted(ours[key])}"
                yield file.breach(1, "catalogue", text)
        for key, text in texts[language].items():
            if not text.strip():
                yield file.breach(1, "catalogue", f"{key} is empty")


def read(file: Source) -> object:
    if file.name.endswith(".json"):
        return json.loads(file.text or "{}")
    return {key: quoted[1:-1] for key, quoted in TS_ENTRY.findall(file.text or "")}


def flat(node: object, prefix: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from flat(value, f"{prefix}.{key}" if prefix else key)
    else:
        yield prefix, str(node)


def merged(texts: dict[str, str]) -> dict[str, set[str]]:
    """Keys with the places they fill in; plural forms count as one, each language has its own."""
    keys: dict[str, set[str]] = defaultdict(set)
    for key, text in texts.items():
        keys[PLURALS.sub("", key)] |= places(text)
    return dict(keys)


def places(text: str) -> set[str]:
    """Names in {name} and in {name, plural, one {...} other {...}}, also inside the branches."""
    found: set[str] = set()
    branches(text, 0, found)
    return found


def branches(text: str, start: int, found: set[str]) -> int:
    """Read one message up to its closing brace; where it ends."""
    at = start
    while brace := BRACE.search(text, at):
        at = brace.end()
        if brace[0] == "}":
            return at
        if argument := ARGUMENT.match(text, brace.start()):
            found.add(argument[1])
            at = argument.end() if argument[2] == "}" else options(text, argument.end(), found)
    return len(text)


def options(text: str, start: int, found: set[str]) -> int:
    """Read `plural, one {...} other {...}}`; where it ends."""
    at = start
    while brace := BRACE.search(text, at):
        if brace[0] == "}":
            return brace.end()
        at = branches(text, brace.end(), found)
    return len(text)
