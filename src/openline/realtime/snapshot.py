"""GET /api/v1/snapshot: all the desk needs to start, and the place in the log it stands at, from one read."""

from litestar import get

from openline.features.channels.types import AbilitiesOf
from openline.features.notices.schemas import NoticePage
from openline.features.notices.service import my_notices
from openline.features.people.schemas import Me, Person
from openline.features.people.service import Gate, Presences, me, people_of_account, shown_to, wire_with
from openline.features.people.types import Actor
from openline.features.routing import schemas as desk
from openline.features.routing.service import channels, lists
from openline.kit.wire import Answer
from openline.store import Store, View
from openline.store import log as log_queries

FIRST_PAGE = 50
NOTICES_FIRST = 20


class Open(Answer, frozen=True, kw_only=True):
    """The first page of each list that changes before one's eyes."""

    new: list[desk.Conversation]
    mine: list[desk.Conversation]


class Snapshot(Answer, frozen=True, kw_only=True):
    """Where the account stands at `seq`: a stream opened with `since=seq` continues it without a gap."""

    seq: int
    me: Me
    people: list[Person]
    channels: list[desk.Channel]
    conversations: Open
    counts: desk.Counts
    notices: NoticePage


async def take(
    view: View, actor: Actor, presences: Presences, abilities: AbilitiesOf, csrf_token: str | None
) -> Snapshot:
    """Rows and counter from one consistent view."""
    (seq,) = await view.list(log_queries.LAST, account_id=actor.account_id)
    states = await presences.states(view, actor.account_id)
    new = await lists.list_conversations(view, actor, lists.Inbox("new", None, FIRST_PAGE), abilities)
    mine = await lists.list_conversations(view, actor, lists.Inbox("mine", None, FIRST_PAGE), abilities)
    return Snapshot(
        seq=seq, me=await me(view, actor, presences, csrf_token),
        people=[shown_to(actor, wire_with(row, states)) for row in await people_of_account(view, actor.account_id)],
        channels=(await channels.list_channels(view, actor)).items,
        conversations=Open(new=new.items, mine=mine.items), counts=await lists.counts(view, actor),
        notices=await my_notices(view, actor, after=None, limit=NOTICES_FIRST),
    )  # fmt: skip


@get("/api/v1/snapshot")
async def show_snapshot(
    store: Store, actor: Actor, presences: Presences, abilities: AbilitiesOf, gate: Gate
) -> Snapshot:
    """All the desk needs to start."""
    return await store.read(take, actor, presences, abilities, gate.csrf_token(actor))


HANDLERS = [show_snapshot]
