"""Wire shapes of files."""

from openline.kit.wire import Answer


class File(Answer, frozen=True, kw_only=True):
    """A file as people and customers see it; `url` opens it for whoever gets this answer.

    `inline`: browsers may show it in place, everything else is saved.
    """

    id: str
    name: str
    size: int
    type: str
    width: int | None
    height: int | None
    url: str
    inline: bool
