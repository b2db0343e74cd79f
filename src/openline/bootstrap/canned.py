"""Joins canned responses with what routing knows."""

from openline.features.canned.types import Ground
from openline.features.routing.service.desk_words import macros_of, queues_of

GROUND = Ground(queues_of=queues_of, macros_of=macros_of)
