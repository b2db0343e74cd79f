"""Addresses of files: behind the login for people, signed and short-lived for customers (F11, F12)."""

from collections.abc import Callable
from dataclasses import dataclass

from openline.features.files.errors import FileLinkExpired, FileNotFound
from openline.features.files.types import LINK_STEP_MS
from openline.kit.ids import parse_id
from openline.kit.secrets import Keyring

PURPOSE = "file link"
Url = Callable[[int], str]


def agent_url(file_id: int) -> str:
    """The address for people: the login decides at each request."""
    return f"/api/v1/files/{file_id}"


def customer_urls(keyring: Keyring, now: int) -> Url:
    """Addresses for customers: who has one may read that file until it expires, nothing else."""
    expires = (now // LINK_STEP_MS + 2) * LINK_STEP_MS

    def url(file_id: int) -> str:
        return "/files/" + keyring.sign(PURPOSE, f"{file_id}/{expires}")

    return url


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it comes back: a file, and our mark on it."""

    file_id: str
    mark: str


def opened(keyring: Keyring, now: int, link: Link) -> tuple[int, int]:
    """The file that a customer's link names, and for how long it is still good in ms.

    Raises FileNotFound for a link that we did not make, FileLinkExpired for an old one.
    """
    text = keyring.verify(PURPOSE, f"{link.file_id}/{link.mark}")
    if text is None:
        raise FileNotFound
    left = int(text.partition("/")[2]) - now
    if left <= 0:
        raise FileLinkExpired
    return parse_id(link.file_id), left
