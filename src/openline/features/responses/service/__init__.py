"""Use cases of response times: what listens to sessions, what tells people, what is shown."""

from openline.features.responses.service.listening import SUBSCRIBERS
from openline.features.responses.service.overdue import HANDLERS
from openline.features.responses.service.showing import figures_of, show_responses

__all__ = ["HANDLERS", "SUBSCRIBERS", "figures_of", "show_responses"]
