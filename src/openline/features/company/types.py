"""Words of the company's structure."""

from openline.kit.errors import InvalidField
from openline.kit.text import clean

MAX_DEPARTMENTS = 1_000
MAX_DEPTH = 10
MAX_DEPARTMENTS_OF_PERSON = 10
MAX_NAME = 120
MAX_ROWS = 5_000
MAX_TABLE = 1_000_000
MAX_PROBLEMS = 100
STEP = "/"
"""Between the names of a path such as `Sales/Retail`, so it is in none of them."""


def checked_department(text: str) -> str:
    """A department's name on one line.

    Raises InvalidField.
    """
    name = " ".join(clean(text).split())
    if not name or len(name) > MAX_NAME or STEP in name:
        raise InvalidField(field="name", reason=f"1 to {MAX_NAME} characters without {STEP}")
    return name
