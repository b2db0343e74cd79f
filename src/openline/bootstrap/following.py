"""What follows: from facts, in their own transaction, and from deadlines, when they are due."""

from openline.features.company.events import CompanyChanged
from openline.features.people.events import PersonChanged
from openline.features.people.service.absences import ABSENCE, on_day
from openline.features.presence import service as presence
from openline.features.presence.events import PresenceChanged
from openline.features.responses import service as responses
from openline.features.routing.events import SessionAccepted, SessionClosed, SessionHanded, SessionMoved
from openline.features.routing.service import bots, loads, timers
from openline.features.routing.service.agents import note_agent
from openline.features.routing.service.joining import others_leave
from openline.features.routing.service.life import timers as life
from openline.features.routing.service.lineup import note_company
from openline.jobs.deadlines import Handler
from openline.store import Store
from openline.store.batch import Runner
from openline.store.deadlines import Deadline


def follow(runner: Runner) -> None:
    """Let slices hear of facts that concern them."""
    for of_people in (PresenceChanged, PersonChanged):
        runner.subscribe(of_people, note_agent)
    runner.subscribe(CompanyChanged, note_company)
    life.listen(runner)
    bots.listen(runner)
    for gone in (SessionAccepted, SessionHanded, SessionMoved, SessionClosed):
        runner.subscribe(gone, others_leave)
    responses.listen(runner)
    loads.listen(runner)


def handlers(ready_at: int) -> dict[str, Handler]:
    """Who handles a deadline, by its kind; `ready_at` is when this node became ready to take sockets."""

    async def look_again(store: Store, deadline: Deadline) -> None:
        await store.commit(presence.look_again, deadline, ready_at)

    return {**timers.HANDLERS, **responses.HANDLERS, **dict.fromkeys(presence.KINDS, look_again), ABSENCE: on_day}
