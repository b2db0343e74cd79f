"""Sweeps away what is over: expired logins, links and tokens. Correctness never waits for it; a job calls it hourly."""

from openline.features.people.repository import EXPIRED_LINKS, EXPIRED_TOKENS, LINKS, TOKENS, logins_expired
from openline.features.people.service.logins import end_expired
from openline.store import UnitOfWork


async def sweep(uow: UnitOfWork) -> int:
    """Remove some of what is over, of all accounts; 0 says that nothing is left."""
    logins = await logins_expired(uow)
    for login in logins:
        end_expired(uow, login)
    links = await uow.list(EXPIRED_LINKS, now=uow.now)
    for link in links:
        LINKS.remove(uow, link.id)
    tokens = await uow.list(EXPIRED_TOKENS, now=uow.now)
    for token in tokens:
        TOKENS.remove(uow, token.id)
    return len(logins) + len(links) + len(tokens)
