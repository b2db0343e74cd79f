"""The example account: three people, a channel with a widget, finished talks and customers who wait."""

import msgspec

from openline.features.accounts.service import NewAccount, first_account
from openline.features.canned import schemas as canned
from openline.features.canned.service import add_list, add_response
from openline.features.canned.types import Ground
from openline.features.channels import schemas as connections
from openline.features.channels.service import ConnectionDesk, connections_of
from openline.features.messages.service import Draft
from openline.features.people.service import Newcomer, add_demo_person, people_of_account
from openline.features.people.types import DEMO_PASSWORD, Actor, Role
from openline.features.presence import service as presence
from openline.features.routing.service import actions, channels, desk, hands, queue_pages
from openline.features.routing.service.agents import tell_now
from openline.features.routing.service.desk_words import macros_of, queues_of
from openline.features.webchat import schemas as widget
from openline.features.webchat.service import visitors, writing
from openline.features.webchat.types import Visitor
from openline.kit.i18n import load_texts
from openline.kit.secrets import Keyring
from openline.simulate.talks import FINISHED, SAID_OFTEN, WAITING, Talk
from openline.store import Store, UnitOfWork, View

DOMAIN = "example.com"
PEOPLE = (
    ("Anna Admin", "admin", Role.ADMINISTRATOR),
    ("Mai Nguyen", "mai", Role.AGENT),
    ("Ivan Petrov", "ivan", Role.AGENT),
)
_NODE = "seed"


class Demo(msgspec.Struct, frozen=True):
    """What a newcomer needs to know; `people` are (name, e-mail, password)."""

    account_id: int
    key: str
    people: tuple[tuple[str, str, str], ...]


class Tools(msgspec.Struct, frozen=True, kw_only=True):
    """What seeding works with; `password_hash` is the demo password's."""

    store: Store
    connections: ConnectionDesk
    keyring: Keyring
    password_hash: str


async def find_demo(store: Store, account_id: int = 1) -> Demo | None:
    """The example account if it was made already."""
    return await store.read(_find, account_id)


async def _find(view: View, account_id: int) -> Demo | None:
    people = tuple(
        (person.name, person.email, DEMO_PASSWORD)
        for person in await people_of_account(view, account_id)
        if person.demo and person.active
    )
    found = await connections_of(view, account_id)
    return Demo(account_id, found[0].key, people) if people and found else None


async def seed_demo(tools: Tools) -> Demo:
    """Make the example account once; afterwards only look it up."""
    store = tools.store
    account = await store.commit(
        first_account, NewAccount(name="Lotus Shop", locale="en", time_zone="Asia/Ho_Chi_Minh", demo=True)
    )
    known = await find_demo(store, account.id)
    if known is not None:
        return known
    actors = [
        await store.commit(
            _hire, account.id,
            Newcomer(
                name=name, email=f"{login}@{DOMAIN}", role=role, password_hash=tools.password_hash, demo=True
            ),
        )
        for name, login, role in PEOPLE
    ]  # fmt: skip
    admin, *agents = actors
    channel = await store.commit(channels.create_channel, admin, "Lotus Shop", "{number}")
    new = connections.NewConnection(channel_id=channel.id, connector="webchat", name="Website")
    connection = await store.commit(tools.connections.connect, admin, new, int(channel.id))
    members = tuple(agent.person_id for agent in agents)
    await store.commit(queue_pages.replace_queue, admin, int(channel.id), members, None)
    await _canned(store, admin)
    for talk, agent in zip(FINISHED, agents, strict=True):
        await _finished(tools, int(connection.id), agent, talk)
    for talk in WAITING:
        await _opening(tools, account.id, int(connection.id), talk)
    demo = await find_demo(store, account.id)
    assert demo is not None
    return demo


async def _hire(uow: UnitOfWork, account_id: int, new: Newcomer) -> Actor:
    row = await add_demo_person(uow, account_id, new)
    return Actor(account_id=account_id, person_id=row.id, role=new.role, locale=row.locale)


async def _canned(store: Store, admin: Actor) -> None:
    ground = Ground(queues_of=queues_of, macros_of=macros_of)
    made = await store.commit(add_list, admin, canned.NewList(name="Lotus Shop"), load_texts())
    folders = {folder.name: folder.id for folder in made.folders}
    for folder, name, text in SAID_OFTEN:
        new = canned.NewCanned(list_id=made.id, folder_id=folders[folder], name=name, text=text)
        await store.commit(add_response, admin, new, ground)


async def _opening(tools: Tools, account_id: int, connection_id: int, talk: Talk) -> Visitor:
    """A visitor who has written his first line."""
    page = widget.SitePage(url=talk.url, title=talk.title)
    body = widget.NewVisitor(profile=widget.Profile(name=talk.name), page=page, locale=talk.locale)
    visitor = await tools.store.commit(
        visitors.open_visitor,
        visitors.Hello(
            account_id=account_id, connection_id=connection_id, token=None, user_key=None, claimed_user=None, body=body
        ),
    )
    await _say(tools, visitor, talk.lines[0], 0)
    return visitor


async def _say(tools: Tools, visitor: Visitor, text: str, turn: int) -> None:
    draft = Draft(text=text, client_id=f"seed-{turn}")
    await tools.store.commit(writing.write, visitor, draft, tools.keyring)


async def _finished(tools: Tools, connection_id: int, agent: Actor, talk: Talk) -> None:
    """A whole talk by turns, accepted and finished by an agent who is there for as long as it takes."""
    store = tools.store
    seat = presence.Seat(
        account_id=agent.account_id, person_id=agent.person_id, node=_NODE, socket_id=agent.person_id, ready_at=0
    )
    await store.commit(presence.socket_opened, seat)
    await tell_now(store, agent.account_id, agent.person_id)
    visitor = await _opening(tools, agent.account_id, connection_id, talk)
    conversation = await store.read(visitors.thread_of, visitor)
    assert conversation is not None
    assert conversation.session_id is not None
    await store.commit(actions.accept, agent, conversation.session_id)
    for turn, line in enumerate(talk.lines[1:], 1):
        if turn % 2:
            await store.commit(desk.send, agent, conversation.id, Draft(text=line, client_id=f"seed-{turn}"))
        else:
            await _say(tools, visitor, line, turn)
    await store.commit(hands.stop, agent, conversation.session_id)  # long ago: nobody may go on in it
    await store.commit(presence.sockets_closed, [seat])
