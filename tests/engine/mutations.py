"""Plants bugs in a copy of the engine and shows that the stateful test finds each. `python tests/engine/mutations.py`.

Prints the table of docs/behaviour/engine-proofs.md. A bug is a piece of text that must occur exactly once.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
ENGINE = ROOT / "src" / "openline" / "engine"
ATTEMPT = """
import openline.engine
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.engine.machine import QueueMachine
profile = settings(derandomize=True, database=None, deadline=None, max_examples=300, stateful_step_count=40,
                   phases=[Phase.generate], suppress_health_check=list(HealthCheck))
assert openline.engine.__file__.startswith({home!r}), openline.engine.__file__
run_state_machine_as_test(QueueMachine, settings=profile)
"""


class Bug(NamedTuple):
    name: str
    file: str
    right: str
    wrong: str

    def planted(self) -> str:
        text = (ENGINE / self.file).read_text()
        assert text.count(self.right) == 1, f"{self.name}: the text it changes is not there once"
        return text.replace(self.right, self.wrong)


BUGS = (
    Bug(
        "an offer may expire before its time",
        "sessions.py",
        "event.at < session.phase.expires_at",
        "event.at + 1_000 < session.phase.expires_at",
    ),
    Bug("anybody may accept an offer", "sessions.py", "as offer if agent_id == event.agent_id", "as offer"),
    Bug(
        "one offer per event is enough",
        "distribution.py",
        "draft.offer(session, winner)",
        "return draft.offer(session, winner)",
    ),
    Bug(
        "the newest waiting session first",
        "distribution.py",
        "in draft.state.line:",
        "in reversed(list(draft.state.line)):",
    ),
    Bug(
        "who let it go may get it again at once",
        "distribution.py",
        "if seat.agent_id != request.last_holder:",
        "if seat.agent_id != 0:",
    ),
    Bug("one session more than the limit", "eligibility.py", "load < settings.capacity", "load <= settings.capacity"),
    Bug(
        "offline agents are offered sessions",
        "eligibility.py",
        "settings.check_available and not agent.online",
        "False",
    ),
    Bug("dismissed agents are offered sessions", "eligibility.py", "if not agent.active:", "if False:"),
    Bug(
        "claims are not limited",
        "sessions.py",
        "if not draft.roster.seat(event.agent_id).has_free_slot(draft.state.settings):",
        "if False:",
    ),
    Bug(
        "offers of somebody who goes away stay",
        "people.py",
        "    _recall(draft, changed)\n",
        "",
    ),
    Bug("a removed member keeps his sessions", "people.py", "before.keys() - set(wanted)", "set()"),
    Bug("a second question turns 25 into 20", "sessions.py", "session.status >= ASKED_AGAIN", "session.status >= 40"),
    Bug(
        "the only member loses sessions too",
        "sessions.py",
        "if not draft.roster.has_member_besides(owner):",
        "if False:",
    ),
    Bug(
        "a session of somebody absent stays with him",
        "sessions.py",
        "case Active(agent_id=owner) if reason := _why_it_leaves(draft, owner):",
        "case Active(agent_id=owner) if (reason := _why_it_leaves(draft, owner)) == 'dismissed':",
    ),
    Bug(
        "an answered session still occupies a slot", "words.py", "self.status < SLOT_BELOW", "self.status <= SLOT_BELOW"
    ),
    Bug("idle time 0 means no time", "words.py", "(self.idle_time_s or IDLE_TIME_WHEN_ZERO_S)", "self.idle_time_s"),
    Bug("no limit means no session", "words.py", "return SESSIONS_PER_AGENT\n", "return self.max_sessions\n"),
    Bug("the retry waits for the idle time", "words.py", "min(self.offer_ms, RETRY_AT_MOST_MS)", "self.offer_ms"),
    Bug(
        "a returned session loses its age",
        "draft.py",
        "(session.id, session.queued_at, RETURNED",
        "(session.id, self.at, RETURNED",
    ),
    Bug(
        "a closed session's timer runs on",
        "draft.py",
        "if old is not None and (new is None or",
        "if old is not None and new is not None and (False or",
    ),
    Bug("nobody is stamped", "roster.py", "Member(agent_id, seat.member.position, at, tie)", "seat.member"),
    Bug("equal stamps within a millisecond", "roster.py", "last[1] + 1 if last[0] == at else 0", "0"),
    Bug(
        "who comes online is not noticed",
        "roster.py",
        "if new.refusal is None and (moved or old.refusal is not None):",
        "if new.refusal is None and moved:",
    ),
    Bug(
        "the load is not counted down on a return",
        "roster.py",
        "sessions, self.load - slots, self.refusal)",
        "sessions, self.load, self.refusal)",
    ),
    Bug(
        "new settings do not recount slots",
        "people.py",
        "_rebuild(draft, event.settings,",
        "_rebuild(draft, draft.state.settings,",
    ),
    Bug(
        "an offer of a closed session never ends",
        "draft.py",
        "        if isinstance(session.phase, Offered):\n            self._effects",
        "        if False:\n            self._effects",
    ),
    Bug(
        "a kept offer keeps its old time",
        "draft.py",
        "expires_at = self.at + self.state",
        "expires_at = self.at + 1 + self.state",
    ),
    Bug(
        "the row of a passed-on session is not written",
        "draft.py",
        "        if before == after:\n",
        "        if before and after:\n",
    ),
    Bug(
        "the explanation names another winner",
        "draft.py",
        "self._explain(loose, agent_id)",
        "self._explain(loose, None)",
    ),
)


def attempt(bug: Bug) -> str:
    """How the stateful test ended on an engine with this bug: the complaint, or nothing."""
    with tempfile.TemporaryDirectory(prefix="openline-mutation-") as folder:
        package = Path(folder) / "openline"
        shutil.copytree(ENGINE, package / "engine", ignore=shutil.ignore_patterns("__pycache__"))
        (package / "__init__.py").touch()
        (package / "engine" / bug.file).write_text(bug.planted())
        done = subprocess.run(
            [sys.executable, "-c", ATTEMPT.format(home=folder)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"},
            capture_output=True,
            text=True,
            check=False,
        )
    return "" if done.returncode == 0 else complaint(done.stderr)


def complaint(stderr: str) -> str:
    lines = [line.strip(" |") for line in stderr.splitlines()]
    found = [line for line in lines if line.startswith(("AssertionError", "KeyError", "IndexError"))]
    return (found or lines[-1:])[0][:160]


def table(bugs: tuple[Bug, ...]) -> Iterator[str]:
    yield "| Planted bug | Where | Found by |"
    yield "|---|---|---|"
    for bug in bugs:
        yield f"| {bug.name} | `{bug.file}` | {attempt(bug) or 'NOT FOUND'} |"


def main() -> int:
    wanted = sys.argv[1:]
    rows = []
    for row in table(tuple(bug for bug in BUGS if not wanted or any(word in bug.name for word in wanted))):
        sys.stdout.write(f"{row}\n")
        sys.stdout.flush()
        rows.append(row)
    return 1 if any("NOT FOUND" in row for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
