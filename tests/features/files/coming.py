"""Files that come from a platform, as tests announce and send them."""

from collections.abc import AsyncGenerator
from typing import Any

from openline.features.files.repository import FILES, FileRow
from openline.features.files.service import Chores, expect
from openline.store import Store
from tests.features.files.conftest import ACCOUNT, CONVERSATION

CONNECTION = 40


async def announce(store: Store, kind: str = "document", **said: Any) -> FileRow:
    """A file that a platform says it has."""
    fields: dict[str, Any] = {"name": None, "mime_type": None, "size": None} | said
    return await store.commit(
        lambda uow: expect(
            uow, account_id=ACCOUNT, conversation_id=CONVERSATION, connection_id=CONNECTION, kind=kind,
            ref_json='{"id":"f1"}', **fields,
        )
    )  # fmt: skip


async def in_pieces(content: bytes, size: int = 65_536) -> AsyncGenerator[bytes, None]:
    """The bytes as a connector hands them on."""
    for place in range(0, len(content), size):
        yield content[place : place + size]


async def row_of(store: Store, file_id: int) -> FileRow:
    """The file as it is stored."""
    row = await store.read(FILES.get, file_id)
    assert row is not None
    return row


async def do_all(chores: Chores) -> int:
    """Everything that is due now, as the job does it; says how much that was."""
    done = 0
    while taken := await chores.take(10):
        for row in taken:
            await chores.do(row)
            done += 1
    return done
