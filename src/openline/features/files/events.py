"""Facts about files."""

from openline.store import Fact


class FileChanged(Fact, frozen=True, kw_only=True):
    """A file of a conversation can be had, or cannot, or looks better than before."""

    kind = "file.changed"
    file_id: int
