"""Opaque cursors: a place in an order, signed by nothing because it reveals and grants nothing."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from openline.kit.errors import InvalidField

DEFAULT_LIMIT = 50
MAX_LIMIT = 200
_MAX_CURSOR = 200


def cursor(*place: int) -> str:
    """A cursor for a place, such as (sort key, id)."""
    return urlsafe_b64encode(",".join(map(str, place)).encode()).decode().rstrip("=")


def place(text: str | None, size: int) -> tuple[int, ...] | None:
    """The place of a cursor with `size` numbers; None for the first page.

    Raises InvalidField for a cursor that we did not make.
    """
    if not text:
        return None
    try:
        if len(text) > _MAX_CURSOR:
            raise ValueError
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")
        numbers = tuple(int(part) for part in raw.split(","))
    except ValueError as error:
        raise InvalidField(field="cursor", reason="not a cursor of this list") from error
    if len(numbers) != size:
        raise InvalidField(field="cursor", reason="not a cursor of this list")
    return numbers
