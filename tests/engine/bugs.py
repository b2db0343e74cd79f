"""Bugs to plant in a copy of the engine: first those of its queue. A bug is a text that must occur exactly once."""

from typing import NamedTuple

from tests.engine.planted import ENGINE


class Bug(NamedTuple):
    name: str
    file: str
    right: str
    wrong: str

    def planted(self) -> str:
        text = (ENGINE / self.file).read_text()
        assert text.count(self.right) == 1, f"{self.name}: the text it changes is not there once"
        return text.replace(self.right, self.wrong)


QUEUE = (
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
    Bug("one session more than the limit", "eligibility.py", "load >= settings.capacity", "load > settings.capacity"),
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
        "    if was is None or not state.roster.has_member_besides(after.agent_id):\n",
        "    if was is None:\n",
    ),
    Bug(
        "a setting chosen later takes nothing",
        "people.py",
        "        _recall(draft, draft.roster.seat(member.agent_id))\n    _return_left_behind(draft, found)\n",
        "        _recall(draft, draft.roster.seat(member.agent_id))\n",
    ),
    Bug(
        "whoever joins gets nothing of what was left behind",
        "people.py",
        "        _recall(draft, draft.roster.seat(agent.agent_id))\n    _return_left_behind(draft, found)\n",
        "        _recall(draft, draft.roster.seat(agent.agent_id))\n",
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
)
