"""What people do in a simulated company: customers write, agents come, answer and go, an administrator has ideas.

All chance comes from the seed and is drawn by the story alone, never by the store, so the same seed tells the same
story on every store, by any number of nodes, however often they die.
"""

import heapq
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import Any, Final

from openline.bootstrap.following import handlers
from openline.features.accounts.service import NewAccount, add_account
from openline.features.bots.service import BOTS, Bot
from openline.features.bots.types import BotCaller
from openline.features.channels.service import CONNECTIONS, Connection
from openline.features.contacts.service import IdentityKey
from openline.features.messages.service import Draft
from openline.features.people.service import NobodyThere, set_working_time
from openline.features.people.service.rows import Newcomer, insert_person
from openline.features.people.types import Actor, Role, WorkdayState
from openline.features.presence import service as presence
from openline.features.routing.service import channels, queue_pages
from openline.features.routing.service.inbound import Inbound, receive
from openline.kit.clock import HOUR, SECOND
from openline.kit.errors import AppError
from openline.store import UnitOfWork, View
from openline.store.deadlines import DUE, NEXT, Deadline
from tests.simulation import work
from tests.simulation.world import World, some_fate

AGAIN: Final = 7 * SECOND
"""When whoever got no answer tries again."""
ACTIVE_EVERY: Final = 300 * SECOND
"""How often his browser says that he is at it."""
DEADLINES_AT_ONCE: Final = 100
HANDLERS: Final = handlers(0)
Turn = Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Profile:
    """How big a story is: people, sessions of a day, hours of a day; how often nodes die."""

    agents: int = 6
    sessions: int = 120
    hours: int = 2
    days: int = 1
    deaths_per_mille: int = 20
    pause_s: int = 25
    """How long an agent thinks between two things, on the average."""
    ideas: int = 6
    """How often a day the administrator changes something: the mode, limits, members, overflow, the bot, breaks."""


@dataclass
class Story:
    """A company, told."""

    world: World
    seed: int
    profile: Profile
    account_id: int = 0
    channel_id: int = 0
    other_id: int = 0
    connection_id: int = 0
    agents: list[Actor] = field(default_factory=list)
    bot: BotCaller = field(init=False)
    managed: frozenset[int] = frozenset()
    acknowledged: set[tuple[str, str]] = field(default_factory=set)
    happened: Counter[str] = field(default_factory=Counter)
    _turns: list[tuple[int, int, Turn]] = field(default_factory=list)
    _count: int = 0
    _there: set[int] = field(default_factory=set)
    _seats: dict[int, list[presence.Seat]] = field(default_factory=dict)
    _active_at: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chance = Random(f"story {self.seed}")
        self.luck = Random(f"deaths {self.seed}")

    @property
    def now(self) -> int:
        return self.world.clock.now()

    @property
    def channels(self) -> tuple[int, int]:
        """Customers write to the first; what comes to the second was moved there."""
        return self.channel_id, self.other_id

    # How it goes on

    async def tell(self, after_each: Callable[[], Awaitable[None]] | None = None) -> None:
        """From the first morning to the last evening, timers included."""
        await self._found()
        begin, length = self.now, self.profile.hours * HOUR
        for day in range(self.profile.days):
            self._plan(begin + day * length, length)
        while self._turns or await self._next_timer() is not None:
            timer = await self._next_timer()
            turn = self._turns[0][0] if self._turns else None
            if turn is None and timer is not None and timer > begin + (self.profile.days + 1) * length:
                return  # the company has gone home; what is still waiting waits
            if turn is None or (timer is not None and timer <= turn):
                assert timer is not None
                await self._fire(timer)
            else:
                at, _, act = heapq.heappop(self._turns)
                self._move_to(at)
                await act()
            if after_each is not None:
                await after_each()

    def other_than(self, channel_id: int) -> int:
        """Where something that leaves a channel goes."""
        first, second = self.channels
        return second if channel_id == first else first

    def at(self, instant: int, turn: Turn) -> None:
        """Something will happen."""
        heapq.heappush(self._turns, (instant, self.count(), turn))

    def count(self) -> int:
        """A number that nothing else in this story has."""
        self._count += 1
        return self._count

    def soon(self, seconds: float) -> int:
        """An instant from now on, at random, that far away on the average."""
        return self.now + 1 + int(self.chance.expovariate(1 / (seconds * SECOND)))

    def _move_to(self, instant: int) -> None:
        clock = self.world.clock
        clock.offset_ms = max(clock.offset_ms, instant)

    async def _next_timer(self) -> int | None:
        return await self.world.read(_next_due)

    async def _fire(self, instant: int) -> None:
        """What the loop of deadlines does, and what it does again when it dies."""
        self._move_to(instant)
        due = await self.world.read(_due)
        for deadline in sorted(due, key=lambda one: (one.due_at, one.kind, one.subject_id)):
            self.happened[f"timer {deadline.kind}"] += 1
            await self.attempt(HANDLERS[deadline.kind], self.mortal, deadline, of_store=True)

    # Whatever is tried may fail

    @property
    def mortal(self) -> "Mortals":
        return Mortals(self)

    async def attempt(self, use_case: Callable[..., Awaitable[Any]], *args: Any, of_store: bool = False) -> bool:
        """Whether there was an answer, be it a refusal. Nobody is told anything by a node that dies."""
        name = use_case.__name__
        try:
            if of_store:
                await use_case(*args)
            else:
                await self.mortal.commit(use_case, *args)
        except Lost:
            self.happened[f"{name}: no answer"] += 1
            return False
        except AppError as refusal:
            self.happened[f"{name}: {refusal.code}"] += 1
        else:
            self.happened[name] += 1
        return True

    # The company

    async def _found(self) -> None:
        world, account = self.world, NewAccount(name="Hoa Sen")
        self.account_id = (await world.commit(add_account, account)).id
        self.boss = await self._hire("Boss", Role.ADMINISTRATOR)
        self.head = await self._hire("Head", Role.SUPERVISOR)
        self.agents = [await self._hire(f"Agent {place:03}", Role.AGENT) for place in range(self.profile.agents)]
        self.channel_id, self.other_id = [await self._open(name) for name in ("Sales", "Service")]
        self.connection_id = await world.commit(_connect, self.account_id, self.channel_id)
        await self._queue([agent.person_id for agent in self.agents])
        some = tuple(agent.person_id for agent in self.agents[::3])
        await self.attempt(queue_pages.replace_queue, self.boss, self.other_id, some, None)
        self.managed = frozenset(agent.person_id for agent in self.agents[1::4])
        for person_id in sorted(self.managed):
            await world.commit(set_working_time, self.boss, NobodyThere(), person_id, True)
        await self._settings({"queue.idle_time": 60, "queue.max_sessions": 5})
        self.bot = BotCaller(self.account_id, await world.commit(_bot, self.account_id, self.boss.person_id), "Tulip")

    async def _open(self, name: str) -> int:
        return int((await self.world.commit(channels.create_channel, self.boss, name, f"{name} {{number}}")).id)

    async def _hire(self, name: str, role: Role) -> Actor:
        login = name.lower().replace(" ", "")
        new = Newcomer(name=name, email=f"{login}@example.com", role=role, password_hash="x")
        row = await self.world.commit(_insert, self.account_id, new)
        return Actor(account_id=self.account_id, person_id=row.id, role=role, locale="en")

    async def _queue(self, members: list[int]) -> None:
        await self.attempt(queue_pages.replace_queue, self.boss, self.channel_id, tuple(members), None)

    async def _settings(self, changes: dict[str, Any]) -> None:
        await self.attempt(channels.edit_settings, self.boss, self.channel_id, changes, None)

    def _plan(self, begin: int, length: int) -> None:
        """A day: who comes when, when customers write for the first time, when the administrator has ideas."""
        for agent in (*self.agents, self.head):
            comes = begin + self.chance.randrange(length // 8)
            goes = begin + length - self.chance.randrange(length // 8)
            lunch = begin + length // 2 + self.chance.randrange(length // 8)
            self.at(comes, partial(self._comes, agent, lunch))
            self.at(lunch, partial(self._goes, agent))
            self.at(lunch + length // 16, partial(self._comes, agent, goes))
            self.at(goes, partial(self._goes, agent))
            if self.chance.random() < 0.1:
                self.at(begin + self.chance.randrange(length), partial(work.leaves, self, agent))
        for number in range(self.profile.sessions):
            name = f"{begin}-{number:06}"
            self.at(begin + self.chance.randrange(length), partial(self._customer, name, 0))
        self.at(begin, partial(self._bot_turn, begin + length))
        for _ in range(self.profile.ideas):
            self.at(begin + self.chance.randrange(length), self._idea)

    # Customers

    async def _customer(self, name: str, said: int) -> None:
        """He writes, goes on writing after a while, and his messages may come twice and in another order."""
        await self._says(name, f"{name} says {said}", 0)
        if said < 5 and self.chance.random() < 0.6:
            self.at(self.soon(90), partial(self._customer, name, said + 1))
        if self.chance.random() < 0.1:  # two at once: the second overtakes the first
            self.at(self.soon(1), partial(self._says, name, f"{name} adds {said}", 0))
        if self.chance.random() < 0.1:
            self.at(self.soon(5), partial(self._says, name, f"{name} says {said}", 0))
        if self.chance.random() < 0.05:  # for a person if a bot answers; it may also be stored as a rating
            self.at(self.soon(20), partial(self._digit, name))

    async def _digit(self, name: str) -> None:
        await self.attempt(receive, self._inbound(name, "0"))

    def _inbound(self, name: str, text: str) -> Inbound:
        return Inbound(
            account_id=self.account_id, connection_id=self.connection_id, thread=name,
            identities=(IdentityKey("visitor", "site", name),), draft=Draft(text=text, client_id=text),
        )  # fmt: skip

    async def _says(self, name: str, text: str, tries: int) -> None:
        if await self.attempt(receive, self._inbound(name, text)):
            self.acknowledged.add((name, text))
        else:
            assert tries < 20, "a message cannot be delivered"
            self.at(self.now + AGAIN, partial(self._says, name, text, tries + 1))

    # A bot, and agents

    async def _bot_turn(self, until: int) -> None:
        await work.answers(self, self.bot)
        if self.now < until:
            self.at(self.soon(self.profile.pause_s), partial(self._bot_turn, until))

    async def _comes(self, agent: Actor, until: int) -> None:
        self._there.add(agent.person_id)
        seat = presence.Seat(
            account_id=agent.account_id, person_id=agent.person_id, node="n1", socket_id=self.count(), ready_at=0
        )
        self._seats.setdefault(agent.person_id, []).append(seat)
        if not await self.attempt(presence.socket_opened, seat):
            self.at(self.now + AGAIN, partial(self._comes, agent, until))
            return
        await work.says(self, agent, WorkdayState.STARTED)
        self.at(self.soon(self.profile.pause_s), partial(self._turn, agent, until))

    async def _goes(self, agent: Actor) -> None:
        self._there.discard(agent.person_id)
        await work.says(self, agent, WorkdayState.ENDED)
        if await self.attempt(presence.sockets_closed, self._seats[agent.person_id]):
            self._seats[agent.person_id] = []
        else:
            self.at(self.now + AGAIN, partial(self._goes, agent))

    async def _turn(self, agent: Actor, until: int) -> None:
        """He looks at his desk and does one thing."""
        if agent.person_id in self._there and self.now < until:
            if self._active_at.get(agent.person_id, 0) < self.now - ACTIVE_EVERY:
                self._active_at[agent.person_id] = self.now
                sign = presence.Sign(self.account_id, agent.person_id, self.now)
                await self.attempt(presence.active, [sign], 0)
            await (work.oversees(self) if agent is self.head else work.works(self, agent))
            self.at(self.soon(self.profile.pause_s), partial(self._turn, agent, until))

    # The administrator

    async def _idea(self) -> None:
        what = self.chance.randrange(6)
        if what == 0:
            modes = ["evenly", "strictly", "least_busy", "all", "skills"]
            await self._settings({"queue.distribution": self.chance.choice(modes), "queue.skills": {"vi": 3}})
        elif what == 1:
            await self._settings({
                "queue.max_sessions": self.chance.choice([1, 3, 5, 20]),
                "queue.slot_rule": self.chance.choice(["answered_new", "answered", "closed"]),
                "queue.check_available": self.chance.random() < 0.7,
            })  # fmt: skip
        elif what == 2:
            some = self.chance.sample(self.agents, max(1, len(self.agents) - self.chance.randrange(3)))
            await self._queue([agent.person_id for agent in some])
        elif what == 3:
            to = self.chance.choice(["supervisors", str(self.other_id)])
            await self._settings({"queue.escalate_after": self.chance.choice([0, 1, 3]), "queue.escalate_to": to})
        elif what == 4:
            await self._settings({
                "bot.enabled": self.chance.random() < 0.7, "bot.id": str(self.bot.bot_id),
                "bot.join": self.chance.choice(["always", "first"]), "bot.time": self.chance.choice([0, 30, 120]),
            })  # fmt: skip
        else:
            await self._settings({"queue.on_break": self.chance.choice(["keep", "after_idle_time", "at_once"])})


class Lost(Exception):
    """The node died; what it was asked may have happened."""


@dataclass(frozen=True)
class Mortals:
    """The world's store for one who may be unlucky."""

    story: Story

    async def commit(self, use_case: Callable[..., Awaitable[Any]], *args: Any, **kwargs: Any) -> Any:
        fate = some_fate(self.story.luck, self.story.profile.deaths_per_mille)
        answered, value = await self.story.world.commit_with(fate, use_case, *args, **kwargs)
        if not answered:
            raise Lost
        return value

    async def read(self, query: Callable[..., Awaitable[Any]], *args: Any, **kwargs: Any) -> Any:
        return await self.story.world.read(query, *args, **kwargs)


async def _connect(uow: UnitOfWork, account_id: int, channel_id: int) -> int:
    row = Connection(
        id=uow.new_id(), account_id=account_id, channel_id=channel_id, connector="webchat", name="Site", key="site",
        active=1, config="{}", secrets="{}", created_at=uow.now, deleted_at=None, version=1,
    )  # fmt: skip
    return CONNECTIONS.add(uow, row).id


async def _bot(uow: UnitOfWork, account_id: int, by: int) -> int:
    row = Bot(
        id=uow.new_id(), account_id=account_id, name="Tulip", fingerprint="not by chance", in_channels=1,
        made_at=uow.now, made_by=by, seen_at=None, removed_at=None,
    )  # fmt: skip
    return BOTS.add(uow, row).id


async def _insert(uow: UnitOfWork, account_id: int, new: Newcomer) -> Any:
    return await insert_person(uow, account_id, new, by=None)


async def _next_due(view: View) -> int | None:
    (found,) = await view.list(NEXT)
    return found


async def _due(view: View) -> list[Deadline]:
    return await view.list(DUE, now=view.now, limit=DEADLINES_AT_ONCE)
