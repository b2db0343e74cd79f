"""Argon2 off the loop and off the writer's thread, a few at a time; and which passwords are good enough."""

import asyncio
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from openline.features.people.errors import PasswordWeak
from openline.kit.errors import TooMany
from openline.kit.secrets import random_token
from openline.kit.wire import Secret

T = TypeVar("T")

MIN_PASSWORD = 8
MAX_PASSWORD = 256
AT_ONCE = 2  # each takes 64 MiB and a core for some 50 ms
MAX_WAITING = 200
RETRY_AFTER_S = 5
FEWEST_LETTERS = 4
COMMON = frozenset(
    """
    password password1 password12 password123 password1234 passw0rd p@ssw0rd p@ssword letmein1 welcome1 iloveyou
    welcome123 sunshine princess football baseball superman trustno1 changeme changeit administrator admin123 admin1234
    12345678 123456789 1234567890 0123456789 87654321 987654321 11112222 12341234 qwertyui qwertyuiop qwerty123
    qwerty1234 1q2w3e4r 1q2w3e4r5t 1qaz2wsx q1w2e3r4 asdfghjk asdfghjkl zxcvbnm1 abcd1234 abc12345 a1234567 aa123456
    matkhau1 matkhau123 matkhau1234 anhyeuem xinchao123 vietnam123 йцукенгш йцукенгшщз пароль123 любимая1 openline
    """.split()  # noqa: RUF001, SIM905 - words as one reads them, in three scripts
)


def check_strength(password: Secret, email: str) -> None:
    """Long enough, and not what everybody tries first.

    Raises PasswordWeak.
    """
    text = _plain(password)
    folded = text.casefold()
    guessable = folded in COMMON or len(set(folded)) < FEWEST_LETTERS or folded in {email, email.partition("@")[0]}
    if not MIN_PASSWORD <= len(text) <= MAX_PASSWORD or guessable:
        raise PasswordWeak(min=MIN_PASSWORD)


def _plain(password: Secret) -> str:
    """The same keys give the same letters on every system: Vietnamese comes composed or in parts."""
    return unicodedata.normalize("NFKC", password.reveal()[: 4 * MAX_PASSWORD])


@cache
def _standard() -> tuple[PasswordHasher, str]:
    """What hashes, and the hash of nobody's password: verifying takes as long where there is nobody."""
    hasher = PasswordHasher()
    return hasher, hasher.hash(random_token())


class Passwords:
    """Hashes and verifies. Callers beyond the bound are told to come back."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher, self._nobodys = _standard() if hasher is None else (hasher, hasher.hash(random_token()))
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0

    async def hash(self, password: Secret) -> str:
        """What the store keeps.

        Raises TooMany.
        """
        return await self._off_loop(lambda: self._hasher.hash(_plain(password)))

    async def verify(self, stored: str | None, password: Secret) -> bool:
        """Whether it is the password of the hash; without a hash it takes as long and is wrong.

        Raises TooMany.
        """
        text = _plain(password)
        if len(text) > MAX_PASSWORD:
            stored, text = None, ""
        right = await self._off_loop(lambda: self._verify(stored or self._nobodys, text))
        return right and stored is not None

    def is_weakly_hashed(self, stored: str) -> bool:
        """Whether the hash was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(stored)

    def _verify(self, stored: str, text: str) -> bool:
        try:
            return self._hasher.verify(stored, text)
        except VerifyMismatchError:
            return False

    async def _off_loop(self, work: Callable[[], T]) -> T:
        if self._waiting >= MAX_WAITING:
            raise TooMany(retry_after=RETRY_AFTER_S)
        self._waiting += 1
        try:
            async with self._turn:
                return await asyncio.to_thread(work)
        finally:
            self._waiting -= 1
