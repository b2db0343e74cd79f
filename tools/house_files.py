"""House rules for every file: nothing of one machine in it, nothing left over, TypeScript small."""

import re
from collections.abc import Iterator

from house_words import Breach, Source

LONGEST_TS = 250
LONGEST_COMPONENT = 150
GENERATED_TS = ".gen.ts"
CODE = (".py", ".ts", ".tsx", ".js", ".mjs", ".css", ".html", ".sh", ".toml", "Makefile")

LEFT_OVER = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
# Folders of a builder's machine; not /home and /Users, which a guide may name.
MACHINE = re.compile(r"(?<![\w.~])/(work|root)/")
REGISTRIES = {"pypi": "org", "pythonhosted": "org", "npmjs": "org", "yarnpkg": "com"}
REGISTRY = re.compile("|".join(rf"\b{name}\.{top}\b" for name, top in REGISTRIES.items()))
# They name what they look for.
THESE_RULES = ("tools/house_files.py", "tests/house/test_house_files.py")
LOCK_ADDRESS = re.compile(r"://|^\s*--(index|find|extra)|^\s*-[if] | @ file:")
NPM_ADDRESS = re.compile(r'"resolved": "[a-z+]+:')


def inspect(file: Source) -> Iterator[Breach]:
    if file.name in THESE_RULES:
        return
    yield from of_this_machine(file)
    if is_lock(file):
        yield from lock_addresses(file)
    elif file.name.endswith(CODE):
        yield from left_overs(file)
    if file.within("web/") and file.name.endswith((".ts", ".tsx")) and not file.name.endswith(GENERATED_TS):
        yield from typescript_size(file)


def is_lock(file: Source) -> bool:
    return file.name.endswith((".lock", "package-lock.json"))


def of_this_machine(file: Source) -> Iterator[Breach]:
    """A clone works for strangers: no path of the machine it was written on, no package index."""
    for line, text in enumerate(file.lines, 1):
        if found := MACHINE.search(text):
            yield file.breach(line, "machine-path", found[0])
        if found := REGISTRY.search(text):
            yield file.breach(line, "registry-address", found[0])


def lock_addresses(file: Source) -> Iterator[Breach]:
    """Hashes say what is installed; where it comes from is the installing machine's business."""
    address = NPM_ADDRESS if file.name.endswith(".json") else LOCK_ADDRESS
    for line, text in enumerate(file.lines, 1):
        if address.search(text):
            yield file.breach(line, "lock-address", text.strip()[:80])


def left_overs(file: Source) -> Iterator[Breach]:
    for line, text in enumerate(file.lines, 1):
        if found := LEFT_OVER.search(text):
            yield file.breach(line, "left-over", f"{found[0]}: finish it or write an issue")


def typescript_size(file: Source) -> Iterator[Breach]:
    length = len(file.lines)
    if length > LONGEST_TS:
        yield file.breach(1, "long-module", f"{length} lines, stop at {LONGEST_TS}")
    elif length > LONGEST_COMPONENT and file.name.endswith(".tsx") and ".test." not in file.name:
        yield file.warning(1, "long-component", f"{length} lines, aim at {LONGEST_COMPONENT}")
