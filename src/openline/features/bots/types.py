"""Words of the bots slice."""

from dataclasses import dataclass

TOKEN_PREFIX = "olb_"  # noqa: S105 - how tokens of bots begin


@dataclass(frozen=True, slots=True)
class BotCaller:
    """The bot whose token came with a request."""

    account_id: int
    bot_id: int
    name: str
