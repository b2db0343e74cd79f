"""The conformance kit: what every connector must do, whoever wrote it. A check is a function of a specimen.

A third party runs it on his own: `for check in CHECKS: check(my_specimen)`.
"""

from collections.abc import Callable
from types import ModuleType

from tests.connectors.kit import around, inbound, outbound, wire
from tests.connectors.specimen import Specimen

Check = Callable[[Specimen], None]


def _checks(module: ModuleType) -> list[Check]:
    """The public functions that a module of the kit defines, in the order they stand there."""
    return [
        value
        for name, value in vars(module).items()
        if not name.startswith("_") and getattr(value, "__module__", "") == module.__name__ and callable(value)
        and not isinstance(value, type)
    ]  # fmt: skip


CHECKS: list[Check] = [*_checks(around), *_checks(inbound), *_checks(outbound), *_checks(wire)]
