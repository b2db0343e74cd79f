"""Every refusal of the slice can be said in every language."""

import inspect

import pytest

from openline.features.files import errors
from openline.kit.errors import AppError
from openline.kit.i18n import LOCALES, load_texts

CODES = [kind.code for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, AppError)]


@pytest.mark.parametrize("code", CODES)
def test_a_refusal_has_a_text(code: str) -> None:
    texts = load_texts()
    assert texts.has(f"error.{code}")
    assert len({texts.say(locale, f"error.{code}") for locale in LOCALES}) == len(LOCALES)
