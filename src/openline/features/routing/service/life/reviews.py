"""What a supervisor thinks of how a session went: 1 to 5 and a comment, told to its agent (L18)."""

from openline.features.notices.service import notify
from openline.features.people.types import Actor
from openline.features.routing import schemas
from openline.features.routing.events import SessionReviewed
from openline.features.routing.repository import SESSIONS
from openline.features.routing.service.access import hold_session, session_wants
from openline.features.routing.service.life.rows import write_life
from openline.features.routing.service.views import session_view
from openline.kit.errors import InvalidField, NotAllowed
from openline.kit.text import clean
from openline.store import UnitOfWork, wants

MAX_COMMENT = 10_000
MAX_RATING = 5


@wants(lambda peek, actor, session_id, *_: session_wants(peek, actor, session_id))
async def review(uow: UnitOfWork, actor: Actor, session_id: int, rating: int, comment: str) -> schemas.Session:
    """Rate a session, at any time; the last word counts. For those who see everything.

    Raises NotAllowed, InvalidField, SessionNotFound.
    """
    session, conversation = await hold_session(uow, actor, session_id)
    if not actor.sees_all:
        raise NotAllowed
    if not 1 <= rating <= MAX_RATING:
        raise InvalidField(field="rating", reason=f"1…{MAX_RATING}")
    comment = clean(comment)
    if len(comment) > MAX_COMMENT:
        raise InvalidField(field="comment", reason=f"up to {MAX_COMMENT} characters")
    session = SESSIONS.change(uow, session, review=rating)
    session = write_life(uow, session, comment=comment, reviewed_by=actor.person_id, reviewed_at=uow.now)
    uow.log(
        SessionReviewed(
            account_id=session.account_id, conversation_id=conversation.id, session_id=session.id,
            channel_id=session.channel_id, person_id=session.owner_id, actor_id=actor.person_id,
            audience=conversation.audience, rating=rating,
        )
    )  # fmt: skip
    shown = await session_view(uow, session)
    if session.owner_id is not None and session.owner_id != actor.person_id:
        await notify(
            uow, session.account_id, [session.owner_id], "session.reviewed",
            session_id=session.id, conversation_id=conversation.id, number=session.number, rating=rating,
        )  # fmt: skip
    return shown
