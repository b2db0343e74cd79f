"""Routes of sessions: lists, actions, explanations."""

from contextlib import suppress
from typing import Annotated, Any

from litestar import get, post
from litestar.params import Parameter

from openline.engine.life import DISLIKE, LIKE
from openline.features.people.types import Actor
from openline.features.routing import requests, schemas
from openline.features.routing.errors import Conflict, SessionNotFound
from openline.features.routing.explaining import Routing
from openline.features.routing.service import actions, hands, joining, lists, moving
from openline.features.routing.service.life import reviews
from openline.features.routing.service.story import story_of
from openline.features.routing.story import SessionStory
from openline.features.routing.types import Phase
from openline.kit.errors import InvalidField
from openline.kit.ids import id_in, parse_id
from openline.kit.paging import DEFAULT_LIMIT, MAX_LIMIT
from openline.kit.wire import millis
from openline.store import Commit, Store

_VOTES = {"like": LIKE, "dislike": DISLIKE}
Limit = Annotated[int, Parameter(ge=1, le=MAX_LIMIT)]


@get("/api/v1/sessions")
async def list_sessions(
    store: Store, actor: Actor, times_of: lists.TimesOf,
    channel: str | None = None, owner: str | None = None, contact: str | None = None,
    phase: str | None = None, waiting: bool | None = None,  # noqa: FBT001 - a query parameter
    unanswered: bool | None = None, vote: str | None = None,  # noqa: FBT001 - a query parameter
    review: Annotated[int, Parameter(ge=1, le=5)] | None = None,
    reviewed: bool | None = None,  # noqa: FBT001 - a query parameter
    opened_from: str | None = None, opened_to: str | None = None,
    limit: Limit = DEFAULT_LIMIT, cursor: str | None = None,
) -> schemas.SessionPage:  # fmt: skip
    """Sessions, newest first."""
    filters: dict[str, Any] = {
        "channel_id": id_in("channel", channel) if channel else None,
        "owner_id": id_in("owner", owner) if owner else None,
        "contact_id": id_in("contact", contact) if contact else None,
        "phase": _phase("waiting" if waiting else phase),
        "unanswered": 1 if unanswered else None,
        "vote": _vote(vote),
        "review": review,
        "reviewed": 1 if reviewed else None,
        "unreviewed": 1 if reviewed is False else None,
        "opened_from": _instant("opened_from", opened_from),
        "opened_to": _instant("opened_to", opened_to),
    }
    given = {name: value for name, value in filters.items() if value is not None}
    page = await store.read(lists.page_of_sessions, actor, given, cursor, limit)
    return lists.with_times(page, await store.read(times_of, [parse_id(one.id) for one in page.items]))


def _phase(text: str | None) -> str | None:
    if text is not None and text not in set(Phase):
        raise InvalidField(field="phase", reason=" | ".join(Phase))
    return text


def _vote(text: str | None) -> int | None:
    if text is not None and text not in _VOTES:
        raise InvalidField(field="vote", reason=" | ".join(_VOTES))
    return None if text is None else _VOTES[text]


def _instant(field: str, text: str | None) -> int | None:
    if text is None:
        return None
    try:
        return millis(text)
    except ValueError as error:
        raise InvalidField(field=field, reason="an RFC 3339 instant with a zone") from error


@get("/api/v1/sessions/{session_id:str}")
async def show_session(store: Store, actor: Actor, session_id: str) -> schemas.Session:
    """One session."""
    return await store.read(lists.show_session, actor, parse_id(session_id))


@get("/api/v1/sessions/{session_id:str}/routing")
async def explain_session(store: Store, actor: Actor, session_id: str) -> Routing:
    """Why it went where it went, and why it is still waiting."""
    return await store.read(lists.explain, actor, parse_id(session_id))


@get("/api/v1/sessions/{session_id:str}/events")
async def show_story(
    store: Store, actor: Actor, session_id: str, limit: Limit = DEFAULT_LIMIT, cursor: str | None = None
) -> SessionStory:
    """What happened to it, as the caller was told when it did: oldest first, the cursor leads to what was before."""
    return await store.read(story_of, actor, parse_id(session_id), after=cursor, limit=limit)


@post("/api/v1/sessions/{session_id:str}/accept", status_code=200)
async def accept_session(commit: Commit, actor: Actor, session_id: str) -> schemas.Session:
    """Take what was offered; administrators may claim what waits."""
    return await commit(actions.accept, actor, parse_id(session_id))


@post("/api/v1/sessions/{session_id:str}/skip", status_code=200)
async def skip_session(commit: Commit, actor: Actor, session_id: str) -> schemas.Session:
    """Decline what was offered."""
    return await commit(actions.skip, actor, parse_id(session_id))


@post("/api/v1/sessions/{session_id:str}/finish", status_code=200)
async def finish_session(commit: Commit, actor: Actor, session_id: str) -> schemas.Session:
    """Close it."""
    return await commit(actions.finish, actor, parse_id(session_id))


@post("/api/v1/sessions/{session_id:str}/requeue", status_code=200)
async def requeue_session(commit: Commit, actor: Actor, session_id: str) -> schemas.Session:
    """Give it back to the queue."""
    return await commit(actions.requeue, actor, parse_id(session_id))


@post("/api/v1/sessions/{session_id:str}/transfer", status_code=200)
async def transfer_session(commit: Commit, actor: Actor, session_id: str, data: requests.Transfer) -> schemas.Session:
    """Hand it over: to a colleague, whose it is at once, to another channel's queue, or back to its own."""
    if (data.to is None) == (data.channel_id is None):
        raise InvalidField(field="to", reason="either it or channel_id")
    to = data.to or requests.Target(kind="channel", id=data.channel_id)
    if (to.kind != "queue") != (to.id is not None):
        raise InvalidField(field="to.id", reason="an id for a user or a channel, none for the queue")
    target_id = id_in("to.id" if data.to else "channel_id", to.id) if to.id else None
    if to.kind == "channel" and target_id is not None:
        return await commit(moving.transfer, actor, parse_id(session_id), target_id, data.comment)
    return await commit(hands.transfer, actor, parse_id(session_id), target_id, data.comment)


@post("/api/v1/sessions/{session_id:str}/intercept", status_code=200)
async def intercept_session(commit: Commit, actor: Actor, session_id: str) -> schemas.Session:
    """Take it from its owner; for those who see everything."""
    return await commit(hands.intercept, actor, parse_id(session_id))


@post("/api/v1/sessions/{session_id:str}/join", status_code=200)
async def join_session(commit: Commit, actor: Actor, session_id: str) -> schemas.Session:
    """Take part in it without owning it."""
    return await commit(joining.join, actor, parse_id(session_id))


@post("/api/v1/sessions/{session_id:str}/leave", status_code=200)
async def leave_session(commit: Commit, actor: Actor, session_id: str) -> schemas.Session:
    """Take part no longer."""
    return await commit(joining.leave, actor, parse_id(session_id))


@post("/api/v1/sessions/{session_id:str}/whisper", status_code=200)
async def whisper(commit: Commit, actor: Actor, session_id: str, data: requests.Whisper) -> schemas.Session:
    """Let what the team writes be for the team only, or no longer."""
    return await commit(joining.whisper, actor, parse_id(session_id), on=data.on)


@post("/api/v1/sessions/{session_id:str}/spam", status_code=200)
async def close_as_spam(commit: Commit, actor: Actor, session_id: str) -> schemas.Session:
    """Close it as spam, without a word to the customer."""
    return await commit(hands.spam, actor, parse_id(session_id))


@post("/api/v1/sessions/{session_id:str}/stop", status_code=200)
async def stop_session(commit: Commit, actor: Actor, session_id: str) -> schemas.Session:
    """Close it at once, without texts."""
    return await commit(hands.stop, actor, parse_id(session_id))


@post("/api/v1/sessions/{session_id:str}/review", status_code=200)
async def review_session(commit: Commit, actor: Actor, session_id: str, data: requests.NewReview) -> schemas.Session:
    """Rate how it went, 1 to 5, with a comment; for those who see everything."""
    return await commit(reviews.review, actor, parse_id(session_id), data.rating, data.comment)


@post("/api/v1/sessions/{session_id:str}/pin", status_code=200)
async def pin_session(commit: Commit, actor: Actor, session_id: str) -> schemas.Session:
    """Keep it, also while away."""
    return await commit(hands.pin, actor, parse_id(session_id))


@post("/api/v1/sessions/{session_id:str}/unpin", status_code=200)
async def unpin_session(commit: Commit, actor: Actor, session_id: str) -> schemas.Session:
    """No longer insist on keeping it."""
    return await commit(hands.unpin, actor, parse_id(session_id))


@post("/api/v1/me/sessions/pin", status_code=200)
async def pin_all(store: Store, actor: Actor) -> schemas.Changed:
    """Pin all that one owns."""
    return schemas.Changed(sessions=await _each(store, actor, hands.pin, unless=True))


@post("/api/v1/me/sessions/unpin", status_code=200)
async def unpin_all(store: Store, actor: Actor) -> schemas.Changed:
    """Unpin all that one owns."""
    return schemas.Changed(sessions=await _each(store, actor, hands.unpin, unless=False))


async def _each(store: Store, actor: Actor, use_case: Any, *, unless: bool) -> list[schemas.Session]:
    """One use case each: they lie in many queues. Who has lost one meanwhile has nothing to pin."""
    changed = []
    for session_id, pinned in await store.read(hands.mine, actor):
        if pinned is not unless:
            with suppress(Conflict, SessionNotFound):
                changed.append(await store.commit(use_case, actor, session_id))
    return changed


HANDLERS = [
    list_sessions, show_session, explain_session, show_story, accept_session, skip_session, finish_session,
    requeue_session, transfer_session, intercept_session, join_session, leave_session, whisper, close_as_spam,
    stop_session, review_session, pin_session, unpin_session, pin_all, unpin_all,
]  # fmt: skip
