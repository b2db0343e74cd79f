"""A bot in a session: whether one answers first, what it may do, how it gives it up (docs/behaviour/bots.md).

Every use case holds the queue before it asks whose turn it is, as agents do, so the bot is never late without knowing.
"""

from collections.abc import Iterator
from typing import Any

from openline.engine import events as engine
from openline.engine.model import QueueState, WithBot
from openline.engine.step import Reject
from openline.features.bots.events import BotRemoved
from openline.features.bots.service import bot_of, works
from openline.features.bots.types import BotCaller
from openline.features.channels.service import CHANNELS
from openline.features.conversations.service import Conversation
from openline.features.messages.service import Draft, Message, check, repeat_of
from openline.features.messages.types import Author
from openline.features.people.service.rows import person_row
from openline.features.routing.errors import AgentDismissed, BotMayNotSpeak, SameChannel, SessionNotFound
from openline.features.routing.events import BotLeft, BotRefused
from openline.features.routing.repository import QUEUES, SESSION_LINK, SESSIONS, Session, sessions_of_bot
from openline.features.routing.service.agents import seat_owner
from openline.features.routing.service.guard import guard_wants, hold_for
from openline.features.routing.service.hands import TRANSFERRED
from openline.features.routing.service.life import closing, opening
from openline.features.routing.service.life.clocks import arm
from openline.features.routing.service.life.rows import life_in
from openline.features.routing.service.life.rules import rules_of
from openline.features.routing.service.moving import BOT, enter, move
from openline.features.routing.service.queue import attempt, happen
from openline.features.routing.service.speaking import may_go_out, say
from openline.features.routing.types import DeadlineKind, Phase
from openline.features.settings.types import BOT as BOT_ENABLED
from openline.features.settings.types import BOT_ID, BOT_JOIN, BOT_TIME
from openline.kit.errors import about
from openline.store import Store, UnitOfWork, deadlines, wants
from openline.store.batch import Runner
from openline.store.deadlines import Deadline

HANDED_OVER, ASKED, REMOVED = "handed_over", "asked", "bot_removed"
ANSWERED_ELSEWHERE = "answered_elsewhere"
FOR_A_PERSON = "0"
"""What a customer sends alone to reach a person."""


async def first_to_answer(uow: UnitOfWork, conversation: Conversation, session: Session) -> dict[str, Any]:
    """What the queue is told of the bot that answers a new session first; nothing where people do (B2)."""
    channel = await CHANNELS.get(uow, conversation.channel_id)
    if channel is None or not channel.active or not channel.effective.value(BOT_ENABLED):
        return {}
    settings = channel.effective
    chosen = settings.value(BOT_ID)
    if not chosen or (settings.value(BOT_JOIN) == "first" and not life_in(session).first):
        return {}
    bot = await bot_of(uow, conversation.account_id, int(chosen))
    if bot is None or not works(bot):
        return {}
    seconds = settings.value(BOT_TIME)
    return {"bot_id": bot.id, "bot_until": uow.now + seconds * 1_000 if seconds else None}


async def asks_for_person(uow: UnitOfWork, conversation: Conversation, session_id: int, draft: Draft) -> None:
    """The customer of a session with a bot has written: `0` alone takes him to people. The queue is held."""
    if draft.text.strip() != FOR_A_PERSON or draft.file_ids:
        return
    state: QueueState = uow.recall((QueueState, conversation.channel_id))
    session = state.session(session_id)
    if session is not None and isinstance(session.phase, WithBot):
        await happen(uow, conversation.channel_id, engine.SessionRequeued, session_id=session_id, reason=ASKED)


async def person_spoke(uow: UnitOfWork, conversation: Conversation) -> None:
    """Somebody of ours, we do not know who, has written in the platform's own app: a bot may not speak after him."""
    if conversation.session_open and conversation.bot_id is not None:
        await happen(
            uow, conversation.channel_id, engine.SessionRequeued,
            session_id=conversation.session_id, reason=ANSWERED_ELSEWHERE,
        )  # fmt: skip


def bot_wants(peek: Any, caller: BotCaller, session_id: int, *_: Any) -> Iterator[tuple[Any, Any]]:
    """The rows of a bot's use cases, for prefetching."""
    yield SESSION_LINK, (session_id,)
    link = peek(SESSION_LINK, (session_id,))
    if link is not None and link[0] == caller.account_id:
        yield QUEUES.held, (link[1],)
        if peek(QUEUES.held, (link[1],)):
            yield SESSIONS.load, (session_id,)
            yield from guard_wants(peek, link[2])


@wants(bot_wants)
async def speak(
    uow: UnitOfWork, caller: BotCaller, session_id: int, draft: Draft
) -> tuple[Conversation, Message] | None:
    """Say something to the customer. None: it is not its turn; that is noted, and nothing was sent.

    Raises TextEmpty, TextTooLong, InvalidField, SessionNotFound, and what `may_go_out` raises.
    """
    draft = check(draft)
    session, conversation = await _hold(uow, caller, session_id)
    repeat = await repeat_of(uow, conversation.id, Author.BOT, draft.client_id)
    if repeat is not None:
        return conversation, repeat
    result = await attempt(
        uow, session.channel_id, engine.BotReplied, session_id=session.id, bot_id=caller.bot_id
    )  # fmt: skip
    if isinstance(result, Reject):
        uow.log(BotRefused(**_head(session, conversation), bot_id=caller.bot_id))
        return None
    await may_go_out(uow, conversation)
    said = await say(uow, conversation, draft, author=Author.BOT, author_id=caller.bot_id)
    await closing.agent_wrote(uow, session.id)
    return said


@wants(bot_wants)
async def hand_over(uow: UnitOfWork, caller: BotCaller, session_id: int) -> Session:
    """Give it to the queue.

    Raises BotMayNotSpeak, SessionNotFound.
    """
    session = await _speaking(uow, caller, session_id)
    await happen(uow, session.channel_id, engine.SessionRequeued, session_id=session.id, reason=HANDED_OVER)
    return await _now(uow, session_id)


@wants(bot_wants)
async def to_person(uow: UnitOfWork, caller: BotCaller, session_id: int, person_id: int) -> Session:
    """Give it to somebody, whose it is at once, even over his limit.

    Raises BotMayNotSpeak, AgentDismissed, PersonNotFound, SessionNotFound.
    """
    session = await _speaking(uow, caller, session_id)
    with about("person_id"):
        if not (await person_row(uow, caller.account_id, person_id)).active:
            raise AgentDismissed
    await happen(
        uow, session.channel_id, engine.SessionHanded,
        session_id=session.id, agent_id=person_id, by=caller.bot_id, how=TRANSFERRED,
    )  # fmt: skip
    await seat_owner(uow, session.channel_id, session.account_id, person_id)
    return await _now(uow, session_id)


def channel_wants(peek: Any, caller: BotCaller, session_id: int, to_channel: int) -> Iterator[tuple[Any, Any]]:
    yield QUEUES.held, (to_channel,)
    yield from bot_wants(peek, caller, session_id)


@wants(channel_wants)
async def to_channel(uow: UnitOfWork, caller: BotCaller, session_id: int, channel_id: int) -> Session:
    """Give it to another channel, whose people get it.

    Raises BotMayNotSpeak, SameChannel, ChannelInactive, ChannelNotFound, SessionNotFound.
    """
    with about("channel_id"):
        await enter(uow, caller.account_id, channel_id)
    session = await _speaking(uow, caller, session_id)
    if session.channel_id == channel_id:
        raise SameChannel
    await move(uow, session, channel_id, by=caller.bot_id, mode=BOT)
    return await _now(uow, session_id)


@wants(bot_wants)
async def finish(uow: UnitOfWork, caller: BotCaller, session_id: int) -> Session:
    """Finish it, as an agent would: it says good-bye and closes in a while, or at once.

    Raises BotMayNotSpeak, SessionNotFound.
    """
    session = await _speaking(uow, caller, session_id)
    await closing.finish(uow, session.id, by=caller.bot_id)
    return await _now(uow, session_id)


async def left(uow: UnitOfWork, fact: BotLeft) -> None:
    """Subscriber: if nobody has it now, its customer waits for people from this moment (L13), and is told when they
    are not there (L12).
    """
    session = await SESSIONS.get(uow, fact.session_id)
    if session is None or session.phase not in {Phase.WAITING, Phase.OFFERED}:
        return
    rules = await rules_of(uow, session.channel_id)
    arm(uow, DeadlineKind.NO_ANSWER, session, uow.now + rules.no_answer_s * 1_000)
    await opening.wrote_again(uow, session.channel_id, session.id)


async def removed(uow: UnitOfWork, fact: BotRemoved) -> None:
    """Subscriber: its sessions are given to people right after this commit, even if this process dies."""
    deadlines.arm(
        uow,
        Deadline(
            kind=DeadlineKind.BOT_REMOVED.value, subject_id=fact.bot_id, account_id=fact.account_id, queue_id=0,
            due_at=uow.now, version=uow.new_id(),
        ),
    )  # fmt: skip


async def give_up_sessions(store: Store, deadline: Deadline) -> None:
    """The handler of a removed bot: one use case for each session that it has."""
    for session in await store.read(sessions_of_bot, deadline.account_id, deadline.subject_id):
        if session.phase == Phase.BOT:
            await store.commit(_give_up, session.id)
    await store.commit(deadlines.claim, deadline)


async def _give_up(uow: UnitOfWork, session_id: int) -> None:
    found = await hold_for(uow, session_id)
    if found is not None and found[0].phase == Phase.BOT:
        await happen(uow, found[0].channel_id, engine.SessionRequeued, session_id=session_id, reason=REMOVED)


def listen(runner: Runner) -> None:
    """Hear of bots that leave, and of those that are no more."""
    runner.subscribe(BotLeft, left)
    runner.subscribe(BotRemoved, removed)


async def _hold(uow: UnitOfWork, caller: BotCaller, session_id: int) -> tuple[Session, Conversation]:
    """A session that this bot answered first, held; another one looks the same as none.

    Raises SessionNotFound.
    """
    link = await uow.get(SESSION_LINK, session_id)
    if link is None or link[0] != caller.account_id:
        raise SessionNotFound
    found = await hold_for(uow, session_id)
    if found is None or found[0].bot_id != caller.bot_id:
        raise SessionNotFound
    return found


async def _speaking(uow: UnitOfWork, caller: BotCaller, session_id: int) -> Session:
    session, _ = await _hold(uow, caller, session_id)
    if session.phase != Phase.BOT:
        raise BotMayNotSpeak
    return session


async def _now(uow: UnitOfWork, session_id: int) -> Session:
    session = await SESSIONS.get(uow, session_id)
    assert session is not None
    return session


def _head(session: Session, conversation: Conversation) -> dict[str, Any]:
    return {
        "account_id": session.account_id, "conversation_id": conversation.id, "session_id": session.id,
        "channel_id": session.channel_id, "audience": (),
    }  # fmt: skip
