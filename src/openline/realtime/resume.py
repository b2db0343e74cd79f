"""What a listener missed: facts after its number, those due to it, shown from today's rows. Or: start afresh."""

import asyncio
from collections.abc import Sequence

import msgspec

from openline.features.conversations.service import circles_of
from openline.features.presence.events import PresenceChanged, PresenceShown
from openline.realtime.hub import presence_text
from openline.realtime.hydrate import Hydrator
from openline.realtime.limits import LOG_PAGE, MAX_CUSTOMER_RESUME, MAX_RESUME, RESUMES_AT_ONCE
from openline.realtime.texts import Numbered
from openline.store import Logged, Store, View
from openline.store import log as log_queries
from openline.store.facts import is_due


class Missed(msgspec.Struct, frozen=True, kw_only=True):
    """Where the order stands, the frames up to there, and unnumbered ones that are still true."""

    last: int
    frames: Sequence[Numbered] = ()
    loose: Sequence[str] = ()


class Listener(msgspec.Struct, frozen=True, kw_only=True):
    """Whose eyes the log is read with."""

    account_id: int
    person_id: int
    sees_all: bool
    circles: frozenset[int] = frozenset()


class Resume:
    """Reads the log for listeners that come back. A few at once: after a restart they all come."""

    def __init__(self, store: Store, hydrator: Hydrator) -> None:
        self._store = store
        self._hydrator = hydrator
        self._turn = asyncio.Semaphore(RESUMES_AT_ONCE)

    async def circles(self, account_id: int, person_id: int) -> frozenset[int]:
        """The circles somebody belongs to.

        Raises Unavailable.
        """
        return await self._store.read(circles_of, account_id, person_id)

    async def agent(self, listener: Listener, since: int | None) -> Missed | None:
        """What an agent missed; None: only a snapshot helps.

        Raises Unavailable.
        """
        async with self._turn:
            return await self._store.read(self._of_agent, listener, since)

    async def customer(self, account_id: int, conversation_id: int, since: int | None) -> Missed | None:
        """What a customer missed; None: only the history helps.

        Raises Unavailable.
        """
        async with self._turn:
            return await self._store.read(self._of_conversation, account_id, conversation_id, since)

    async def _of_agent(self, view: View, listener: Listener, since: int | None) -> Missed | None:
        (last,) = await view.list(log_queries.LAST, account_id=listener.account_id)
        if (
            not listener.sees_all
            and await circles_of(view, listener.account_id, listener.person_id) != listener.circles
        ):
            return None  # he was moved between being asked for and being followed
        if since is None:
            return Missed(last=last)
        if not 0 <= last - since <= MAX_RESUME:
            return None
        facts: list[Logged] = []
        while since + len(facts) < last:
            at = since + len(facts)
            page = await view.list(log_queries.AFTER, account_id=listener.account_id, since=at, limit=LOG_PAGE)
            if not page or page[0].seq != at + 1:
                return None  # the log is kept for a time only
            facts += page
        due = [f for f in facts if is_due(f.fact, listener.person_id, listener.circles, sees_all=listener.sees_all)]
        frames = [frame for fact in due if (frame := await self._hydrator.agent(view, fact)) is not None]
        return Missed(last=last, frames=frames, loose=_presences(due))

    async def _of_conversation(
        self, view: View, account_id: int, conversation_id: int, since: int | None
    ) -> Missed | None:
        (last,) = await view.list(log_queries.LAST_NUMBER, account_id=account_id, conversation_id=conversation_id)
        if since is None:
            return Missed(last=last)
        if not 0 <= last - since <= MAX_CUSTOMER_RESUME:
            return None
        facts = await view.list(
            log_queries.OF_CONVERSATION,
            account_id=account_id, conversation_id=conversation_id, since=since, limit=MAX_CUSTOMER_RESUME,
        )  # fmt: skip
        if facts and facts[0].fact.number != since + 1:
            return None
        frames = [frame for fact in facts if (frame := await self._hydrator.customer(view, fact)) is not None]
        return Missed(last=last, frames=frames)


def _presences(facts: Sequence[Logged]) -> list[str]:
    """How those stand whose presence changed meanwhile: the last word on each."""
    states = {
        logged.fact.person_id: logged.fact.state
        for logged in facts
        if isinstance(logged.fact, PresenceChanged | PresenceShown) and logged.fact.person_id is not None
    }
    return [presence_text(person_id, state) for person_id, state in states.items()]
