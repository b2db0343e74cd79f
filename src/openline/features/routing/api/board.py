"""The route of the board."""

from litestar import get

from openline.features.people.types import Actor
from openline.features.routing.board import Board
from openline.features.routing.service import board
from openline.kit.ids import parse_id
from openline.store import Store


@get("/api/v1/channels/{channel_id:str}/board")
async def show_board(store: Store, actor: Actor, channel_id: str) -> Board:
    """What waits, is offered, answered and closing in a channel, and how its agents stand; for supervisors."""
    return await store.read(board.board_of, actor, parse_id(channel_id))


HANDLERS = [show_board]
