"""A visitor writes: his token and page are checked, then routing receives it."""

from collections.abc import Iterator
from typing import Any

from openline.engine.life import DISLIKE, LIKE
from openline.features.contacts.service import IdentityKey, Profile
from openline.features.conversations.service import CONVERSATIONS, Conversation
from openline.features.files.service import Owner, OwnerKind, attach
from openline.features.messages.service import Draft
from openline.features.messages.types import Content, PressedPart
from openline.features.routing.errors import RatingClosed
from openline.features.routing.service.access import session_of
from openline.features.routing.service.guard import hold_of
from openline.features.routing.service.inbound import Inbound, Page, receive, receive_wants
from openline.features.routing.service.life import ratings
from openline.features.webchat import schemas
from openline.features.webchat.repository import VISITORS, VisitorRow
from openline.features.webchat.service import consents, forms
from openline.features.webchat.service.views import message_view
from openline.features.webchat.service.visitors import access_visitor, thread_of
from openline.features.webchat.types import MAX_PRESSED, Visitor
from openline.kit.errors import InvalidField
from openline.kit.secrets import Keyring
from openline.store import UnitOfWork, wants


def _inbound(visitor: Visitor, draft: Draft, row: VisitorRow | None = None) -> Inbound:
    """The visitor as routing knows customers: proved users by the site's id, others by the browser."""
    if row is not None and row.user_key is not None:
        identity = IdentityKey("webchat_user", str(visitor.connection_id), row.user_key, verified=True)
    else:
        identity = IdentityKey("webchat_visitor", str(visitor.connection_id), visitor.thread)
    return Inbound(
        account_id=visitor.account_id, connection_id=visitor.connection_id, thread=visitor.thread,
        identities=(identity,),
        draft=draft,
        profile=_profile(row) if row else Profile(),
        page=Page(row.page_url, row.page_title) if row else Page(),
    )  # fmt: skip


def _profile(row: VisitorRow) -> Profile:
    return Profile(name=row.name, email=row.email, phone=row.phone, locale=row.locale, time_zone=row.time_zone)


def pressed_in(data: schemas.NewMessage) -> Content | None:
    """The button that was pressed, if any.

    Raises InvalidField.
    """
    if data.pressed is None:
        return None
    if len(data.pressed) > MAX_PRESSED:
        raise InvalidField(field="pressed", reason="at most 64 characters")
    return Content(parts=[PressedPart(payload=data.pressed, label=data.text)])


async def rate(uow: UnitOfWork, visitor: Visitor, *, like: bool) -> None:
    """Press a thumb, for the session that is open or was the last; pressing the same one again changes nothing.

    Raises VisitorTokenRefused, RatingClosed.
    """
    found = await thread_of(uow, visitor)
    conversation = await hold_of(uow, found.id) if found else None
    session = await session_of(uow, conversation.session_id) if conversation and conversation.session_id else None
    if conversation is None or session is None:
        raise RatingClosed
    if session.vote != (LIKE if like else DISLIKE):
        await ratings.rate(uow, conversation, session, like=like)


def _wants(peek: Any, visitor: Visitor, draft: Draft, *_args: Any, **_kwargs: Any) -> Iterator[tuple[Any, Any]]:
    yield VISITORS.load, (visitor.visitor_id,)
    yield from receive_wants(peek, _inbound(visitor, draft))


@wants(_wants)
async def write(uow: UnitOfWork, visitor: Visitor, draft: Draft, keyring: Keyring) -> schemas.Message:
    """Store what the visitor wrote; the same client id gives the same answer.

    Raises VisitorTokenRefused, WidgetNotFound, ConsentNeeded, FormNeeded, and what `receive` and attaching raise.
    """
    row = await access_visitor(uow, visitor)
    if row.form_at is None or row.consent_at is None:
        await forms.check_filled(uow, visitor, row)
    if row.consent is not None:
        await consents.register_first(uow, row, _inbound(visitor, draft, row))

    async def take_files(uow: UnitOfWork, conversation: Conversation, file_ids: tuple[int, ...]) -> None:
        owner = Owner(visitor.account_id, OwnerKind.VISITOR, visitor.visitor_id)
        await attach(uow, visitor.account_id, file_ids, owner, conversation.id)

    conversation, message = await receive(uow, _inbound(visitor, draft, row), attach=take_files)
    if row.form is not None:
        await forms.hand_over(uow, row, conversation)
    now = await CONVERSATIONS.get(uow, conversation.id)
    return await message_view(uow, now or conversation, message, keyring)
