"""Use cases of response times: what listens to sessions, what tells people, what is shown."""

from openline.features.responses.service.listening import listen
from openline.features.responses.service.overdue import HANDLERS
from openline.features.responses.service.showing import show_responses, times_of

__all__ = ["HANDLERS", "listen", "show_responses", "times_of"]
