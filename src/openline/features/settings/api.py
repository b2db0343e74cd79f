"""Routes of what settings are chosen from."""

from litestar import get

from openline.features.people.types import Actor
from openline.features.settings import schemas
from openline.features.settings.service import show_holidays
from openline.kit.i18n import Locale


@get("/api/v1/holidays")
async def list_holidays(
    actor: Actor, country: str = "", year: int = 0, locale: Locale | None = None
) -> schemas.Holidays:
    """A country's public holidays in a year, and all countries that can be asked for."""
    return show_holidays(actor, country, year, locale)


HANDLERS = [list_holidays]
