"""Plants bugs in a copy of the engine and shows that the stateful test finds each. `python -m tests.engine.mutations`.

Prints the table of docs/behaviour/engine-proofs.md.
"""

import sys

from tests.engine.bugs import QUEUE, Bug
from tests.engine.bugs_by_hand import BY_HAND
from tests.engine.planted import complaint

BUGS: tuple[Bug, ...] = (*QUEUE, *BY_HAND)


def found_by(bug: Bug) -> str:
    """The first words of the complaint of the stateful test, or that there was none."""
    text = complaint({bug.file: bug.planted()}, examples=900)
    first = text.removeprefix("AssertionError: ").strip("[\"'").split("', ")[0]
    return first.rstrip("]\"'").replace("|", "/")[:90] or "NOT FOUND"


def main() -> int:
    """All bugs, or those whose names contain one of the words given."""
    words = sys.argv[1:]
    missed = 0
    sys.stdout.write("| Planted bug | In | First complaint |\n|---|---|---|\n")
    for bug in BUGS:
        if not words or any(word in bug.name for word in words):
            complained = found_by(bug)
            missed += complained == "NOT FOUND"
            sys.stdout.write(f"| {bug.name} | `{bug.file}` | {complained} |\n")
            sys.stdout.flush()
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
