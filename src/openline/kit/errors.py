"""The one error of the product. Slices declare theirs in `errors.py`; `server/errors.py` maps it to RFC 9457."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar


class AppError(Exception):
    """An expected refusal: a stable code, an HTTP status, and data for the text in the reader's language.

    The text stands in the catalogues under `error.<code>`; `data` fills its placeholders and is shown to the caller,
    so it never holds a secret. `field` is the part of the body that it is about, where that is always the same one.
    """

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 400
    field: ClassVar[str] = ""

    def __init__(self, **data: Any) -> None:
        if self.field:
            data.setdefault("field", self.field)
        super().__init__(self.code, data)
        self.data = data


@contextmanager
def about(field: str) -> Iterator[None]:
    """What is refused in here was asked for by this field of the body."""
    try:
        yield
    except AppError as refusal:
        refusal.data["field"] = field
        raise


class NotFound(AppError):
    """No such thing, or not for this caller: both look the same."""

    code = "not_found"
    status = 404


class NotAllowed(AppError):
    """The caller may see it but not do this."""

    code = "not_allowed"
    status = 403


class LoginNeeded(AppError):
    """No login, or an expired one."""

    code = "login_needed"
    status = 401


class VersionConflict(AppError):
    """Somebody else changed it since the caller read it."""

    code = "version_conflict"
    status = 409


class InvalidField(AppError):
    """A value that cannot be accepted; data names the `field` and the `reason`."""

    code = "invalid_field"
    status = 422


class TooLarge(AppError):
    """More bytes or items than the limit; data has `limit`."""

    code = "too_large"
    status = 413


class TooSlow(AppError):
    """The body did not come in time."""

    code = "too_slow"
    status = 408


class TooMany(AppError):
    """A rate or a number is exceeded; data has `retry_after` in seconds where waiting helps."""

    code = "too_many"
    status = 429


class Unavailable(AppError):
    """The store cannot take it now; nothing was stored, the same request can be repeated."""

    code = "unavailable"
    status = 503
