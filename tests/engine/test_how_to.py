"""docs/how-to/distribution-mode.md, done: what it tells one to write makes a mode that keeps every promise."""

import re

from tests.engine.planted import ENGINE, ROOT, complaint

PAGE = ROOT / "docs" / "how-to" / "distribution-mode.md"
BLOCK = re.compile(r"```(?:diff|python)\n# (\S+)\n(.*?)```", re.DOTALL)


def test_the_page_makes_a_working_mode() -> None:
    changes: dict[str, str] = {}
    example = ""
    for name, block in BLOCK.findall(PAGE.read_text()):
        if name == "test":
            example = block
        elif re.search(r"^[+-]", block, re.MULTILINE):
            changes[name] = apply(block, changes.get(name) or (ENGINE / name).read_text())
        else:
            changes[name] = block
    assert sorted(changes) == ["modes/__init__.py", "modes/lightest_desk.py", "words.py"]
    call = re.findall(r"def (test_\w+)", example)[0]
    then = f"\nfrom openline.engine.model import Mode\n{example}\n{call}()\n"
    assert complaint(changes, examples=60, then=then) == ""


def apply(block: str, text: str) -> str:
    """The text after a diff of one hunk."""
    lines = block.splitlines()
    before = "\n".join(line[1:] for line in lines if line[0] in " -")
    after = "\n".join(line[1:] for line in lines if line[0] in " +")
    assert text.count(before) == 1, before
    return text.replace(before, after)
