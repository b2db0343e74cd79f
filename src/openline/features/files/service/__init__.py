"""Use cases of files; this module is the slice's public face (docs/behaviour/files.md)."""

from openline.features.files.repository import FILES, FileRow
from openline.features.files.service.chores import Chores, Looker, Tools
from openline.features.files.service.deliver import Delivery, NotModified, OutOfRange
from openline.features.files.service.fates import erase_conversation
from openline.features.files.service.files import Doors, Files
from openline.features.files.service.incoming import expect, waiting
from openline.features.files.service.links import agent_url, customer_urls
from openline.features.files.service.rows import (
    access_file,
    attach,
    checked,
    move_on_shelves,
    put_on_shelf,
    take_from_shelf,
)
from openline.features.files.service.views import file_view, files_of
from openline.features.files.storage import Storage, open_storage
from openline.features.files.types import Owner, OwnerKind

__all__ = [
    "FILES", "Chores", "Delivery", "Doors", "FileRow", "Files", "Looker", "NotModified", "OutOfRange", "Owner",
    "OwnerKind", "Storage", "Tools", "access_file", "agent_url", "attach", "checked", "customer_urls",
    "erase_conversation", "expect", "file_view", "files_of", "move_on_shelves", "open_storage", "put_on_shelf",
    "take_from_shelf", "waiting",
]  # fmt: skip
