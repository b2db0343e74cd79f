"""The doors to lists and what is in them (docs/behaviour/canned.md CR3 to CR6)."""

from typing import NamedTuple

from openline.features.canned.errors import ListNotFound, ResponseNotFound
from openline.features.canned.repository import LIST_OF_PERSON, LISTS, RESPONSES, CannedList, Response
from openline.features.canned.types import MINE, Editors, Ground
from openline.features.channels.service import Channel, channels_of
from openline.features.people.types import Actor, Need
from openline.features.settings.types import CANNED_FROM, CANNED_LISTS
from openline.kit.errors import NotAllowed
from openline.kit.ids import parse_id
from openline.store import UnitOfWork, View


class Opened(NamedTuple):
    """A list that somebody sees, and whether he may change what is in it."""

    row: CannedList
    may_edit: bool


def chosen_by(channel: Channel) -> list[int] | None:
    """The shared lists that agents are offered in a channel; None: all."""
    settings = channel.effective
    if settings.value(CANNED_FROM) == "all":
        return None
    return [int(one) for one in settings.value(CANNED_LISTS)]


def offers(channel: Channel, row: CannedList) -> bool:
    """Whether agents of a channel are offered a shared list."""
    chosen = chosen_by(channel)
    return chosen is None or row.id in chosen


async def own_channels(view: View, actor: Actor, ground: Ground) -> list[Channel]:
    """The channels in whose queues he stands."""
    his = await ground.queues_of(view, actor.account_id, actor.person_id)
    return [channel for channel in await channels_of(view, actor.account_id) if channel.id in his]


def opened(actor: Actor, row: CannedList, channels: list[Channel]) -> Opened | None:
    """What somebody who stands in the queues of these channels may do with a list; None: he does not see it."""
    writes = actor.may(Need.CONVERSATIONS_WRITE)
    if row.owner_id is not None:
        return Opened(row, writes) if row.owner_id == actor.person_id else None
    at_work = any(offers(channel, row) for channel in channels)
    if actor.may(Need.CANNED_WRITE):
        return Opened(row, may_edit=True)
    if at_work or actor.sees_all:
        return Opened(row, at_work and writes and row.editors == Editors.QUEUE)
    return None


async def access_list(view: View, actor: Actor, list_id: int, ground: Ground) -> Opened:
    """The door to a list.

    Raises NotAllowed, ListNotFound.
    """
    may_read(actor)
    row = await LISTS.get(view, list_id)
    if row is None or row.account_id != actor.account_id:
        raise ListNotFound
    found = opened(actor, row, await own_channels(view, actor, ground))
    if found is None:
        raise ListNotFound
    return found


async def id_of(view: View, actor: Actor, text: str) -> int | None:
    """The list that a caller names; None: his own, which he does not have yet.

    Raises NotFound.
    """
    return await LIST_OF_PERSON.get(view, actor.account_id, actor.person_id) if text == MINE else parse_id(text)


async def hold_list(uow: UnitOfWork, actor: Actor, text: str, ground: Ground) -> CannedList:
    """A list to change what is in it; one's own is made when it is first needed.

    Raises NotAllowed, ListNotFound.
    """
    may_write(actor)
    list_id = await id_of(uow, actor, text)
    if list_id is None:
        row = LISTS.add(uow, CannedList(
            id=uow.new_id(), account_id=actor.account_id, owner_id=actor.person_id, name="",
            editors=Editors.NOBODY.value, created_at=uow.now, version=1,
        ))  # fmt: skip
        LIST_OF_PERSON.learn(uow, (actor.account_id, actor.person_id), row.id)
        return row
    await LISTS.hold(uow, list_id)
    found = await access_list(uow, actor, list_id, ground)
    if not found.may_edit:
        raise NotAllowed(need=Need.CANNED_WRITE)
    return found.row


async def access_response(view: View, actor: Actor, response_id: int, ground: Ground) -> Response:
    """The door to a response: that of its list.

    Raises NotAllowed, ResponseNotFound.
    """
    may_read(actor)
    row = await RESPONSES.get(view, response_id)
    if row is None or row.account_id != actor.account_id:
        raise ResponseNotFound
    try:
        await access_list(view, actor, row.list_id, ground)
    except ListNotFound:
        raise ResponseNotFound from None
    return row


async def hold_response(uow: UnitOfWork, actor: Actor, response_id: int, ground: Ground) -> Response:
    """A response to be changed, its list held.

    Raises NotAllowed, ResponseNotFound.
    """
    seen = await access_response(uow, actor, response_id, ground)
    await hold_list(uow, actor, str(seen.list_id), ground)
    row = await RESPONSES.hold(uow, response_id)
    if row is None or row.list_id != seen.list_id:
        raise ResponseNotFound
    return row


def may_read(actor: Actor) -> None:
    """Raises NotAllowed."""
    if not actor.may(Need.CONVERSATIONS_READ):
        raise NotAllowed(need=Need.CONVERSATIONS_READ)


def may_write(actor: Actor) -> None:
    """Raises NotAllowed."""
    if not actor.may(Need.CONVERSATIONS_WRITE):
        raise NotAllowed(need=Need.CONVERSATIONS_WRITE)


def may_manage(actor: Actor) -> None:
    """Raises NotAllowed."""
    if not actor.may(Need.CANNED_WRITE):
        raise NotAllowed(need=Need.CANNED_WRITE)
