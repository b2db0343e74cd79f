"""Plants bugs in a copy of the engine and shows that the stateful test finds each. `python -m tests.engine.mutations`.

Prints the table of docs/behaviour/engine-proofs.md. A bug is a piece of text that must occur exactly once.
"""

import sys
from typing import NamedTuple

from tests.engine.planted import ENGINE, complaint


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
        "or event.at < session.phase.expires_at",
        "or event.at + 1_000 < session.phase.expires_at",
    ),
    Bug("anybody may decline an offer", "sessions.py", "as offer if agent_id == event.agent_id", "as offer"),
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
        "return None if agent.online else Refusal.OFFLINE",
        "return None",
    ),
    Bug("people on leave are offered sessions", "eligibility.py", "if agent.on_leave:", "if False:"),
    Bug("people who pause are offered sessions", "eligibility.py", "if agent.paused:", "if False:"),
    Bug("after the end of the day one is offered sessions", "eligibility.py", "is Workday.ENDED:", "is None:"),
    Bug(
        "a pause comes before a leave",
        "eligibility.py",
        "    if agent.on_leave:\n",
        "    if agent.on_leave and not agent.paused:\n",
    ),
    Bug("a leave is asked about availability first", "recall.py", "after.on_leave and not", "False and not"),
    Bug("a pause takes nothing", "recall.py", "after.paused and not was.paused", "False"),
    Bug("the end of the day takes nothing", "recall.py", "was.workday is not Workday.ENDED", "False"),
    Bug(
        "a break takes at once, or never",
        "recall.py",
        "return Refusal.ON_BREAK if state.settings.on_break is OnBreak.AT_ONCE else None",
        "return None",
    ),
    Bug(
        "who leaves loses what he has answered",
        "recall.py",
        "return session.status < ANSWERED and not session.pinned",
        "return not session.pinned",
    ),
    Bug(
        "who leaves loses what he has pinned",
        "recall.py",
        "return session.status < ANSWERED and not session.pinned",
        "return session.status < ANSWERED",
    ),
    Bug(
        "the only member loses what waits for him",
        "recall.py",
        "    if not state.roster.has_member_besides(after.agent_id):\n",
        "    if False:\n",
    ),
    Bug("a break is recalled too early", "sessions.py", "event.at < due_at", "event.at + 1_000 < due_at"),
    Bug(
        "the timer of a break does not begin",
        "people.py",
        "    draft.look_at_breaks((seat.agent_id,))\n",
        "",
    ),
    Bug(
        "the timer of a break does not heed who joins",
        "people.py",
        "    _rebuild(draft, draft.state.settings, members, facts)\n    draft.look_at_breaks(facts)\n",
        "    _rebuild(draft, draft.state.settings, members, facts)\n",
    ),
    Bug(
        "what comes during a break has no time",
        "recall.py",
        "max(facts.break_since, his_since)",
        "facts.break_since",
    ),
    Bug(
        "a customer's message ends a break",
        "recall.py",
        "return reason if state.at >= patience_ends(state, phase) else None",
        "return reason",
    ),
    Bug("who lacks a skill gets it all the same", "distribution.py", "if not request.is_met_by(seat):", "if False:"),
    Bug("one of two skills is enough", "request.py", "return all(has.get", "return any(has.get"),
    Bug("skills never relax", "request.py", "(at - session.queued_at) // relax_ms if relax_ms else 0", "0"),
    Bug(
        "skills relax a second early",
        "request.py",
        "(at - session.queued_at) // relax_ms",
        "(at - session.queued_at + 1_000) // relax_ms",
    ),
    Bug(
        "nobody looks when less is asked",
        "request.py",
        "return min(due_at, session.queued_at + (less + 1) * relax_ms)",
        "return due_at",
    ),
    Bug("the least able first", "modes/skills.py", "-_ability(seat, asked)", "_ability(seat, asked)"),
    Bug(
        "whoever lacks a skill is not counted",
        "explain.py",
        "{**roster.refused, Refusal.LACKS_SKILL: lacking} if lacking else roster.refused",
        "roster.refused",
    ),
    Bug("rounds are counted for ever", "draft.py", "if not 0 <= session.rounds < limit:", "if not limit:"),
    Bug("of rounds nobody is told", "draft.py", "if session.rounds + 1 == limit:", "if session.rounds == limit:"),
    Bug(
        "who keeps an offer ends no round",
        "draft.py",
        "rounds = self._counted(was) if agent_id in was.tried else was.rounds",
        "rounds = was.rounds",
    ),
    Bug("whoever returns a session forgets its rounds", "draft.py", "replace(loose, rounds=session.rounds)", "loose"),
    Bug("a look in vain is no round", "draft.py", "rounds = self._counted(session)\n", "rounds = session.rounds\n"),
    Bug(
        "only strictly counts",
        "modes/__init__.py",
        "return settings.mode in IN_ROUNDS or (settings.escalate_after > 0 and settings.mode not in TO_ALL)",
        "return settings.mode in IN_ROUNDS",
    ),
    Bug("dismissed agents are offered sessions", "eligibility.py", "if not agent.active:", "if False:"),
    Bug(
        "claims are not limited",
        "sessions.py",
        "    if refusal := _why_not_by_hand(draft, event.agent_id):\n",
        "    if (refusal := _why_not_by_hand(draft, event.agent_id)) and refusal != 'no_free_slot':\n",
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
        "recall.py",
        "session.pinned or not state.roster.has_member_besides(phase.agent_id):",
        "session.pinned:",
    ),
    Bug(
        "a session of somebody absent stays with him",
        "sessions.py",
        "case Active() | Offered() if reason := why_it_leaves(draft.state, session):",
        "case Active() | Offered() if (reason := why_it_leaves(draft.state, session)) == 'dismissed':",
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
        "(session.id, session.queued_at, RETURNED, Waiting(self.at), holder",
        "(session.id, self.at, RETURNED, Waiting(self.at), holder",
    ),
    Bug(
        "a closed session's timer runs on",
        "draft.py",
        "if old is not None and (new is None or",
        "if old is not None and new is not None and (False or",
    ),
    Bug("the most recently offered first", "modes/evenly.py", "return candidates", "return reversed(list(candidates))"),
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
        "self._withdraw(session.id, session.phase, CLOSED)",
        "pass",
    ),
    Bug(
        "a kept offer keeps its old time",
        "draft.py",
        "expires_at = self.at + self.state.settings.offer_ms\n        phase = Offered(",
        "expires_at = self.at + 1 + self.state.settings.offer_ms\n        phase = Offered(",
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
    Bug(
        "strictly begins at the top for every attempt",
        "modes/strictly.py",
        "(seat.agent_id in request.tried, seat.position)",
        "seat.position",
    ),
    Bug(
        "strictly goes by the last offer",
        "modes/strictly.py",
        "(seat.agent_id in request.tried, seat.position)",
        "seat.agent_id in request.tried",
    ),
    Bug(
        "a round never begins anew",
        "modes/__init__.py",
        "return (agent_id,) if agent_id in tried else (*tried, agent_id)",
        "return tried if agent_id in tried else (*tried, agent_id)",
    ),
    Bug(
        "a session given back by hand goes on in its old round",
        "sessions.py",
        "draft.put_back(replace(session, tried=(), rounds=0), event.reason)",
        "draft.put_back(session, event.reason)",
    ),
    Bug(
        "the busiest first",
        "modes/least_busy.py",
        "key=lambda seat: seat.load",
        "key=lambda seat: -seat.load",
    ),
    Bug(
        "another mode leaves offers where they are",
        "people.py",
        "if event.settings.mode is not mode:",
        "if False:",
    ),
    Bug(
        "of those waiting only one is offered to all",
        "distribution.py",
        "            draft.offer_to_all(session)\n            continue",
        "            draft.offer_to_all(session)\n            return",
    ),
    Bug(
        "what is offered to all may be accepted without a slot",
        "sessions.py",
        "    if refusal := _why_not_by_hand(draft, agent_id):\n",
        "    if (refusal := _why_not_by_hand(draft, agent_id)) and refusal != 'no_free_slot':\n",
    ),
    Bug(
        "strangers may accept what is offered to all",
        "sessions.py",
        "    if draft.roster.seat(agent_id).member is None:\n",
        "    if False:\n",
    ),
    Bug(
        "what is offered to all occupies a slot",
        "words.py",
        "        case Waiting() | OfferedToAll() | WithBot():\n            return None\n",
        "        case Waiting() | WithBot():\n            return None\n        case OfferedToAll():\n            return 1\n",
    ),
    Bug(
        "skipping what is offered to all takes it from all",
        "draft.py",
        "        self._effects.append(OfferStays(session.id, agent_id))",
        "        self.start_over(session, 'skipped')",
    ),
    Bug(
        "an offer to all ends after the idle time",
        "words.py",
        "if self.mode is Mode.ALL:",
        "if False:",
    ),
    Bug(
        "who is full counts as offered to",
        "explain.py",
        "offered = len(state.roster.free)",
        "offered = len(state.roster.order)",
    ),
    Bug(
        "a pinned session leaves an owner who is away",
        "recall.py",
        "if session.pinned or not state",
        "if not state",
    ),
    Bug(
        "a session handed over stays pinned",
        "draft.py",
        "status, Active(event.agent_id, self.at)))",
        "status, Active(event.agent_id, self.at), None, (), session.pinned))",
    ),
    Bug(
        "handing over makes an answered session new",
        "draft.py",
        "else max(session.status, ACCEPTED)",
        "else ACCEPTED",
    ),
    Bug(
        "what only the pin has kept stays",
        "hands.py",
        "if was_pinned and",
        "if False and",
    ),
    Bug(
        "the offer of a session handed over never ends",
        "draft.py",
        "self._withdraw(session.id, session.phase, event.how)",
        "pass",
    ),
    Bug("an agent resumes what is closing", "sessions.py", "max(session.status, ANSWERED)", "ANSWERED"),
    Bug(
        "a customer does not resume what is closing",
        "sessions.py",
        "if session.status >= ASKED_AGAIN",
        "if session.status in (25, 40)",
    ),
    Bug("what is closing takes a slot", "words.py", "SlotRule.CLOSED: 50", "SlotRule.CLOSED: 51"),
    Bug(
        "what is offered may close slowly",
        "sessions.py",
        "return RejectReason.NOT_OWNER\n    draft.mark(session, WAIT)",
        "pass\n    draft.mark(session, WAIT)",
    ),
    Bug("what comes back is young again", "draft.py", "min(event.queued_at, self.at), WAIT", "self.at, WAIT"),
    Bug(
        "what comes back belongs to whoever was dismissed",
        "sessions.py",
        "if is_dismissed(draft, event.agent_id):\n        return RejectReason.AGENT_DISMISSED\n    draft.come_back",
        "draft.come_back",
    ),
    Bug(
        "who is responsible needs not be there",
        "forwarding.py",
        "    if refusal is None and len",
        "    refusal = None\n    if len",
    ),
    Bug(
        "who is responsible is asked for a free slot",
        "forwarding.py",
        "len(seat.sessions) >= SESSIONS_PER_AGENT",
        "not seat.has_free_slot(draft.state.settings)",
    ),
    Bug(
        "nobody hears why it is not his",
        "forwarding.py",
        "draft.pass_by(session, responsible.agent_id, refusal)",
        "pass",
    ),
    Bug(
        "of a guest who is responsible nothing is known",
        "draft.py",
        "        if seat.facts is None:",
        "        if False:",
    ),
    Bug(
        "who is responsible loses it by going offline",
        "people.py",
        "isinstance(session.phase, Offered) and not session.from_crm",
        "isinstance(session.phase, Offered)",
    ),
    Bug(
        "who is responsible loses it by leaving the queue",
        "people.py",
        "            if not session.from_crm:\n                draft.put_back(session, REMOVED)",
        "            draft.put_back(session, REMOVED)",
    ),
    Bug("who is responsible loses it by a pause", "recall.py", " and not session.from_crm", ""),
    Bug(
        "who is responsible loses it with another mode",
        "people.py",
        "            if not session.from_crm:\n                draft.start_over",
        "            if True:\n                draft.start_over",
    ),
    Bug(
        "a customer waits for ever for who is responsible",
        "sessions.py",
        "case Active() | Offered() if reason",
        "case Active() if reason",
    ),
    Bug(
        "who is responsible keeps what he skips",
        "sessions.py",
        "            draft.decline(session, agent_id)\n",
        "",
    ),
    Bug(
        "a bot speaks on after its turn",
        "bots.py",
        "if isinstance(session.phase, WithBot) and session.phase.bot_id == event.bot_id:",
        "if True:",
    ),
    Bug(
        "any bot may speak",
        "bots.py",
        "isinstance(session.phase, WithBot) and session.phase.bot_id == event.bot_id",
        "isinstance(session.phase, WithBot)",
    ),
    Bug("a bot's time ends early", "bots.py", "if event.at < session.phase.until:", "if False:"),
    Bug("what a bot has finished goes to people", "bots.py", " or session.status == WAIT:", ":"),
    Bug("a customer does not resume what a bot has finished", "sessions.py", "draft.mark(session, NEW)", "pass"),
    Bug(
        "the time with a bot counts as waiting",
        "draft.py",
        "bot, reason)\n                self._set(SessionState(session.id, self.at,",
        "bot, reason)\n                self._set(SessionState(session.id, session.queued_at,",
    ),
    Bug(
        "a bot is not told that somebody took over",
        "draft.py",
        "| WithBot):\n            self._withdraw(session.id, session.phase, event.how)",
        "):\n            self._withdraw(session.id, session.phase, event.how)",
    ),
    Bug(
        "the timer of a bot runs on while it closes",
        "draft.py",
        "case WithBot(until=int(until)) if session is not None and session.status != WAIT:",
        "case WithBot(until=int(until)):",
    ),
)


def found_by(bug: Bug) -> str:
    """The first words of the complaint of the stateful test, or that there was none."""
    text = complaint({bug.file: bug.planted()}, examples=600)
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
