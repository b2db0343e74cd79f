"""Every refusal of the product has its words; that no language lacks one, the house rules see to."""

import importlib
import pkgutil
from collections.abc import Iterator

import openline
from openline.kit.errors import AppError
from openline.kit.i18n import load_texts


def _all_codes() -> Iterator[str]:
    for module in pkgutil.walk_packages(openline.__path__, "openline."):
        if ".migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    waiting = [AppError]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith("openline."):
            yield kind.code


def test_every_code_has_words() -> None:
    texts = load_texts()
    assert sorted(code for code in set(_all_codes()) if not texts.has(f"error.{code}")) == []
