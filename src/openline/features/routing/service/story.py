"""What happened to a session, as whoever asks was told of it when it did (docs/behaviour/desk.md D52)."""

from openline.engine.life import LIKE
from openline.features.bots.service import name_of_bot
from openline.features.channels.service import CHANNELS
from openline.features.conversations.service import circles_of
from openline.features.people.types import Actor
from openline.features.routing import events as facts
from openline.features.routing.service.access import access_session
from openline.features.routing.story import SessionEvent, SessionStory
from openline.kit.paging import cursor, place
from openline.kit.wire import instant
from openline.store import Fact, Logged, View, log
from openline.store.facts import is_due

_LAST = (1 << 63) - 1
_STORY = log.story("story of a session", [fact.kind for fact in facts.SHOWN])


async def story_of(view: View, actor: Actor, session_id: int, *, after: str | None, limit: int) -> SessionStory:
    """A page of it, oldest first.

    Raises NotAllowed, SessionNotFound, InvalidField.
    """
    session, _ = await access_session(view, actor, session_id)
    (before,) = place(after, 1) or (_LAST,)
    found = await view.list(
        _STORY, account_id=session.account_id, session_id=session.id, before=before, limit=limit + 1
    )  # fmt: skip
    page = found[:limit]
    circles = frozenset[int]() if actor.sees_all else await circles_of(view, actor.account_id, actor.person_id)
    due = [one for one in page if is_due(one.fact, actor.person_id, circles, sees_all=actor.sees_all)]
    return SessionStory(
        items=[await _event(view, one) for one in reversed(due)],
        next=cursor(page[-1].seq) if len(found) > limit else None,
    )


async def _event(view: View, logged: Logged) -> SessionEvent:
    fact = logged.fact
    how = getattr(fact, "mode", None) if isinstance(fact, facts.SessionMoved) else getattr(fact, "how", None)
    return SessionEvent(
        seq=logged.seq, at=instant(logged.at), type=fact.kind, session_id=str(fact.session_id),
        agent_id=_id(fact.person_id), by=_id(fact.actor_id), outcome=_outcome(fact),
        reason=getattr(fact, "reason", None), how=how, name=await _name(view, fact),
    )  # fmt: skip


def _outcome(fact: Fact) -> str | None:
    match fact:
        case facts.OfferEnded(outcome=outcome):
            return outcome
        case facts.SessionPinned(on=on):
            return "pinned" if on else "unpinned"
        case facts.SessionWhispered(on=on):
            return "on" if on else "off"
        case facts.SessionRated(vote=vote):
            return "like" if vote == LIKE else "dislike"
        case _:
            return None


async def _name(view: View, fact: Fact) -> str | None:
    match fact:
        case facts.SessionMoved(to_channel=channel_id):
            channel = await CHANNELS.get(view, channel_id)
            return channel.name if channel else None
        case facts.BotJoined(bot_id=bot_id) | facts.BotLeft(bot_id=bot_id):
            return await name_of_bot(view, fact.account_id, bot_id)
        case _:
            return None


def _id(value: int | None) -> str | None:
    return str(value) if value else None
