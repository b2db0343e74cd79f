"""Words of the channels slice."""

from collections.abc import Callable
from functools import cache
from typing import Protocol

from openline.connectors.base import Capabilities, Connector
from openline.kit.wire import Answer

MAX_TEXT = 8_000


class Abilities(Answer, frozen=True, kw_only=True):
    """What the desk must know of a connection's platform before it writes. Without one: our own widget's."""

    text_limit: int = MAX_TEXT
    text_unit: str = "chars"
    files: bool = True
    most_files: int = 10
    buttons: bool = False
    typing_out: bool = True
    reply_quote: bool = True


class Connectors(Protocol):
    """The connectors of this server, by id."""

    def __contains__(self, connector_id: str) -> bool: ...

    def get(self, connector_id: str) -> Connector: ...


AbilitiesOf = Callable[[str], Abilities]
_UNKNOWN = Abilities(files=False, most_files=0, typing_out=False, reply_quote=False)


def abilities_of(connectors: Connectors) -> AbilitiesOf:
    """What each platform can do, by connector id; of one that was taken out of the server nothing is promised."""

    @cache
    def known(connector_id: str) -> Abilities:
        return abilities(connectors.get(connector_id).capabilities) if connector_id in connectors else _UNKNOWN

    return known


def abilities(known: Capabilities) -> Abilities:
    return Abilities(
        text_limit=known.text.most, text_unit=known.text.unit.value, files=bool(known.media),
        most_files=known.most_files, buttons=known.buttons is not None, typing_out=known.typing_out,
        reply_quote=known.reply_quote,
    )  # fmt: skip
