"""Joins files: where they are kept, who may see them, what looks at them."""

from openline.bootstrap.base import Base
from openline.bootstrap.canned import GROUND
from openline.features.canned.service import Shelves
from openline.features.conversations.errors import ConversationNotFound
from openline.features.conversations.service import CONVERSATIONS, access_conversation
from openline.features.files.looking.looker import ProcessLooker
from openline.features.files.scanner import Clamd
from openline.features.files.service import Doors, Files, Tools, open_storage
from openline.features.files.types import Limits, Place
from openline.features.people.types import Actor
from openline.kit.errors import NotAllowed
from openline.store import View


async def _may_see(view: View, actor: Actor, conversation_id: int) -> bool:
    try:
        await access_conversation(view, actor, conversation_id)
    except (ConversationNotFound, NotAllowed):
        return False
    return True


async def _place_of(view: View, conversation_id: int) -> Place | None:
    conversation = await CONVERSATIONS.get(view, conversation_id)
    if conversation is None:
        return None
    return Place(
        channel_id=conversation.channel_id, session_id=conversation.session_id, audience=conversation.audience
    )  # fmt: skip


def join_files(base: Base) -> Files:
    """Build it."""
    config = base.config
    storage = open_storage(config.files_url.reveal() if config.files_url else None, config.files_folder)
    limits = Limits(
        most_bytes=config.most_file_bytes, account_bytes=config.files_quota_gb * 1_000_000_000,
        keep_days=config.files_keep_days,
    )  # fmt: skip
    tools = Tools(
        clock=base.clock, place_of=_place_of, limits=limits,
        scanner=Clamd(config.clamd) if config.clamd else None, fail_open=config.clamd_fail_open,
        looker=ProcessLooker.with_installed(),
    )  # fmt: skip
    doors = Doors(keyring=base.keyring, may_see=_may_see, may_look=Shelves(GROUND).may_look)
    return Files(base.store, storage, doors, tools)
