"""A queue in which nobody works any more: administrators hear of it once, when it comes to that."""

from openline.engine.model import QueueState
from openline.features.channels.service import Channel
from openline.features.notices.service import notify
from openline.features.people.service import people_of_account
from openline.features.people.types import Role
from openline.store import UnitOfWork

NOTICE = "queue.empty"


def is_served(state: QueueState) -> bool:
    """Whether a member of the queue still works here, present or not."""
    seats = state.roster.seats.values()
    return any(seat.member is not None and seat.facts is not None and seat.facts.active for seat in seats)


async def warn(uow: UnitOfWork, channel: Channel) -> None:
    """Tell the administrators. The last thing of a use case."""
    people = await people_of_account(uow, channel.account_id)
    administrators = [one.id for one in people if one.active and one.role == Role.ADMINISTRATOR]
    await notify(uow, channel.account_id, administrators, NOTICE, channel_id=channel.id, number=channel.number)
