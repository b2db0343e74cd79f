"""Example people of demo accounts. Their password is known, and works on the server's own computer only."""

from openline.features.accounts.service import account_row
from openline.features.people.repository import PersonRow
from openline.features.people.service.rows import Newcomer, insert_person, person_by_email
from openline.kit.errors import NotAllowed
from openline.store import UnitOfWork


async def add_demo_person(uow: UnitOfWork, account_id: int, new: Newcomer) -> PersonRow:
    """An example person with the hash of DEMO_PASSWORD; found if he is there already.

    Raises NotAllowed where the account is no demo.
    """
    account = await account_row(uow, account_id)
    if not account.demo or not new.demo or new.password_hash is None:
        raise NotAllowed
    return await person_by_email(uow, account_id, new.email) or await insert_person(uow, account_id, new, by=None)
