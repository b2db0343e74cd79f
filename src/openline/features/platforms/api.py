"""Routes of platforms."""

from litestar import post

from openline.features.people.types import Actor
from openline.features.platforms.service.again import send_again
from openline.features.routing import schemas
from openline.kit.ids import parse_id
from openline.store import Commit


@post("/api/v1/messages/{message_id:str}/send-again", status_code=200)
async def send_message_again(commit: Commit, actor: Actor, message_id: str) -> schemas.Message:
    """Send a message of ours that failed, or of which nobody knows whether it arrived."""
    return await commit(send_again, actor, parse_id(message_id))


HANDLERS = [send_message_again]
