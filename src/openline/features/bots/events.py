"""Facts about bots as they are managed: for the log."""

from openline.store import Fact


class BotMade(Fact, frozen=True, kw_only=True):
    """An administrator has made a bot."""

    kind = "bot.made"
    bot_id: int


class BotChanged(Fact, frozen=True, kw_only=True):
    """It was renamed, given another token, or let into channels or out of them."""

    kind = "bot.changed"
    bot_id: int


class BotRemoved(Fact, frozen=True, kw_only=True):
    """It may do nothing any more."""

    kind = "bot.removed"
    bot_id: int
