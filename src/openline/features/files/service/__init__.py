"""Use cases of files; this module is the slice's public face (docs/behaviour/files.md)."""

from openline.features.files.repository import FILES, FileRow
from openline.features.files.service.deliver import Delivery, NotModified, OutOfRange
from openline.features.files.service.files import Doors, Files
from openline.features.files.service.links import agent_url, customer_urls
from openline.features.files.service.rows import access_file, attach, file_view, files_of
from openline.features.files.storage import Storage, open_storage
from openline.features.files.types import Owner, OwnerKind

__all__ = [
    "FILES", "Delivery", "Doors", "FileRow", "Files", "NotModified", "OutOfRange", "Owner", "OwnerKind", "Storage",
    "access_file", "agent_url", "attach", "customer_urls", "file_view", "files_of", "open_storage",
]  # fmt: skip
