"""Bots as administrators manage them, and the door for a bot's token (docs/behaviour/bots.md)."""

from openline.features.bots import schemas
from openline.features.bots.errors import BotNotFound, BotTokenRefused, TooManyBots
from openline.features.bots.events import BotChanged, BotMade, BotRemoved
from openline.features.bots.repository import BOT_BY_FINGERPRINT, BOTS, MAX_BOTS, Bot, bots_of
from openline.features.bots.types import TOKEN_PREFIX, BotCaller
from openline.features.people.types import Actor, Need, checked_name
from openline.kit.clock import MINUTE, Clock
from openline.kit.errors import NotAllowed
from openline.kit.secrets import fingerprint, random_token
from openline.store import Store, UnitOfWork, View

__all__ = [
    "BOTS", "Bot", "add_bot", "bot_of", "bots_of", "caller_of", "change_bot", "list_bots", "name_of_bot",
    "remove_bot", "works",
]  # fmt: skip

SEEN_EVERY_MS = MINUTE


async def list_bots(view: View, actor: Actor) -> schemas.Bots:
    """The bots of the account.

    Raises NotAllowed.
    """
    if not actor.may(Need.CHANNELS_READ):
        raise NotAllowed(need=Need.CHANNELS_READ)
    return schemas.Bots(items=[schemas.Bot.of(row, view.now) for row in await bots_of(view, actor.account_id)])


async def add_bot(uow: UnitOfWork, actor: Actor, new: schemas.NewBot) -> schemas.Bot:
    """Make a bot; its token is shown this once.

    Raises NotAllowed, InvalidField, TooManyBots.
    """
    _check(actor)
    if len(await bots_of(uow, actor.account_id)) >= MAX_BOTS:
        raise TooManyBots(limit=MAX_BOTS)
    token = random_token(TOKEN_PREFIX)
    row = Bot(
        id=uow.new_id(), account_id=actor.account_id, name=checked_name(new.name), fingerprint=fingerprint(token),
        in_channels=int(new.in_channels), made_at=uow.now, made_by=actor.person_id, seen_at=None, removed_at=None,
    )  # fmt: skip
    BOTS.add(uow, row)
    BOT_BY_FINGERPRINT.learn(uow, (row.fingerprint,), row.id)
    uow.log(BotMade(account_id=row.account_id, actor_id=actor.person_id, bot_id=row.id))
    return schemas.Bot.of(row, uow.now, token)


async def change_bot(uow: UnitOfWork, actor: Actor, bot_id: int, changes: schemas.EditBot) -> schemas.Bot:
    """Rename it, let it into channels or out of them, give it another token.

    Raises NotAllowed, InvalidField, BotNotFound.
    """
    row = await _hold(uow, actor, bot_id)
    token = random_token(TOKEN_PREFIX) if changes.new_token else None
    changed = BOTS.change(
        uow, row, name=row.name if changes.name is None else checked_name(changes.name),
        in_channels=row.in_channels if changes.in_channels is None else int(changes.in_channels),
        fingerprint=row.fingerprint if token is None else fingerprint(token),
    )  # fmt: skip
    if token is not None:
        BOT_BY_FINGERPRINT.learn(uow, (changed.fingerprint,), row.id)
    uow.log(BotChanged(account_id=row.account_id, actor_id=actor.person_id, bot_id=row.id))
    return schemas.Bot.of(changed, uow.now, token)


async def remove_bot(uow: UnitOfWork, actor: Actor, bot_id: int) -> None:
    """Let it do nothing any more. Its sessions go to people.

    Raises NotAllowed, BotNotFound.
    """
    row = await _hold(uow, actor, bot_id)
    BOTS.change(uow, row, removed_at=uow.now, fingerprint=f"removed {row.id}")
    uow.log(BotRemoved(account_id=row.account_id, actor_id=actor.person_id, bot_id=row.id))


async def bot_of(view: View, account_id: int, bot_id: int | None) -> Bot | None:
    """A bot that is there, of this account."""
    row = await BOTS.get(view, bot_id) if bot_id is not None else None
    return row if row is not None and row.account_id == account_id and row.removed_at is None else None


async def name_of_bot(view: View, account_id: int, bot_id: int | None) -> str | None:
    """Its name, also of one that was removed."""
    row = await BOTS.get(view, bot_id) if bot_id is not None else None
    return row.name if row is not None and row.account_id == account_id else None


def works(row: Bot | None) -> bool:
    """Whether it may be the first to answer."""
    return row is not None and bool(row.in_channels)


async def caller_of(store: Store, clock: Clock, account_id: int, token: str | None) -> BotCaller:
    """Whose token it is; that it is there is noted once a minute.

    Raises BotTokenRefused.
    """
    if token is None or not token.startswith(TOKEN_PREFIX):
        raise BotTokenRefused
    row = await store.read(_by_token, account_id, fingerprint(token))
    if row is None:
        raise BotTokenRefused
    if row.seen_at is None or clock.now() - row.seen_at >= SEEN_EVERY_MS:
        await store.commit(_see, row.id)
    return BotCaller(row.account_id, row.id, row.name)


async def _by_token(view: View, account_id: int, mark: str) -> Bot | None:
    return await bot_of(view, account_id, await BOT_BY_FINGERPRINT.get(view, mark))


async def _see(uow: UnitOfWork, bot_id: int) -> None:
    row = await BOTS.hold(uow, bot_id)
    if row is not None:
        BOTS.change(uow, row, seen_at=uow.now)


async def _hold(uow: UnitOfWork, actor: Actor, bot_id: int) -> Bot:
    _check(actor)
    row = await BOTS.hold(uow, bot_id)
    if row is None or row.account_id != actor.account_id or row.removed_at is not None:
        raise BotNotFound
    return row


def _check(actor: Actor) -> None:
    if not actor.may(Need.CHANNELS_WRITE):
        raise NotAllowed(need=Need.CHANNELS_WRITE)
