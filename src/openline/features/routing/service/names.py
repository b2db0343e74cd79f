"""People's names, as colleagues and customers see them."""

from openline.features.people.errors import PersonNotFound
from openline.features.people.service.rows import person_row
from openline.store import View


async def name_of(view: View, account_id: int, person_id: int | None) -> str | None:
    """The name of a person; None for nobody."""
    if person_id is None:
        return None
    try:
        return (await person_row(view, account_id, person_id)).name
    except PersonNotFound:
        return None
