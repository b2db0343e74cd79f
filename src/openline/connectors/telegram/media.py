"""Files and faces: a file's id is asked for its path, which is good for an hour, and fetched at once."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Final

from openline.connectors.base import (
    Context,
    FetchRefused,
    IdentitySet,
    MediaRef,
    Profile,
    WireFailure,
    WireOutcome,
    WireResponse,
)
from openline.connectors.telegram.calls import ask, file_url, refusal_of, result_of
from openline.connectors.telegram.people import USER
from openline.connectors.telegram.shape import MAX_DOWNLOAD
from openline.connectors.telegram.values import record, records, whole

MAX_FACE: Final = 640


async def fetch_media(ctx: Context, ref: MediaRef) -> AsyncGenerator[bytes, None]:
    """The bytes of a file.

    Raises FetchRefused.
    """
    outcome = await ask(ctx, "getFile", {"file_id": ref.id})
    path = record(result_of(outcome)).get("file_path")
    if not isinstance(path, str) or not path:
        raise FetchRefused(_reason(outcome))
    if path.startswith("/"):
        # A server in local mode names a place on its own disk.
        raise FetchRefused("refused_here")
    async with aclosing(ctx.http.fetch(file_url(ctx.settings, path), headers={}, most_bytes=MAX_DOWNLOAD)) as chunks:
        async for chunk in chunks:
            yield chunk


def _reason(outcome: WireOutcome) -> str:
    """Why there is no path, as a word."""
    match outcome:
        case WireFailure():
            return outcome.kind.value
        case WireResponse(status=400):
            return "too_large" if "too big" in str(refusal_of(outcome).get("description")) else "gone"
        case WireResponse(status=200):
            return "gone"
        case WireResponse(status=401 | 404):
            return "unauthorized"
        case WireResponse():
            return "unavailable"


async def fetch_profile(ctx: Context, sender: IdentitySet) -> Profile | None:
    """A person's face; names and language come with every message."""
    user = sender.of(USER)
    if user is None:
        return None
    found = record(result_of(await ask(ctx, "getUserProfilePhotos", {"user_id": int(user.value), "limit": 1})))
    photos = found.get("photos")
    sizes = [size for photo in photos[:1] for size in records(photo)] if isinstance(photos, list) else []
    fitting = [size for size in sizes if 0 < (whole(size.get("width")) or 0) <= MAX_FACE]
    faces = sorted(fitting or sizes, key=lambda size: whole(size.get("width")) or 0)
    file_id = faces[-1].get("file_id") if faces else None
    return Profile(avatar=MediaRef(id=file_id)) if isinstance(file_id, str) else None
