"""The settings of a channel that says nothing by itself: what most tests are about is something else."""

from typing import Any

# Nothing is said, closing has one phase, and nobody is called unanswered before half a day is over.
PLAIN: dict[str, Any] = {
    "auto.welcome": False,
    "auto.close_rule": "none",
    "auto.no_answer_after": 43_200,
    "rating.ask": False,
}
