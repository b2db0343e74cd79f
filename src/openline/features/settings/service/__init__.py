"""What a channel's settings come to, and how they changed."""

from openline.features.settings.service.history import Place, conflict, past_of, remember, restoring
from openline.features.settings.service.rules import (
    HasSettings,
    calendar_of,
    form_of,
    holiday_on,
    kpi_rules,
    life_of,
    said,
    show_holidays,
    shown,
)
from openline.features.settings.shapes import FormRules

__all__ = [
    "FormRules", "HasSettings", "Place", "calendar_of", "conflict", "form_of", "holiday_on", "kpi_rules", "life_of",
    "past_of", "remember", "restoring", "said", "show_holidays", "shown",
]  # fmt: skip
