"""Every connector in the registry, and the imaginary one, against the conformance kit."""

import pytest

from openline.connectors import registry
from openline.connectors.base import Connector, FieldType, help_key, label_key
from openline.kit.i18n import LOCALES, load_texts
from tests.connectors.contract import CHECKS, Check
from tests.connectors.specimen import Specimen, specimen_of
from tests.support import fake_connector

CONNECTORS = tuple(registry.load())
SPECIMENS = [*(specimen_of(connector.manifest.id) for connector in CONNECTORS), fake_connector.specimen()]


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda specimen: specimen.id)
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_connector(specimen: Specimen, check: Check) -> None:
    check(specimen)


@pytest.mark.parametrize("connector", CONNECTORS, ids=lambda connector: connector.manifest.id)
def test_the_wizard_has_words_for_every_setting(connector: Connector) -> None:
    texts = load_texts()
    keys = [connector.manifest.title_key]
    for field in connector.schema.fields:
        keys += [label_key(connector.manifest.id, field), help_key(connector.manifest.id, field)]
        if field.type is FieldType.CHOICE:
            keys += [f"connector.{connector.manifest.id}.{field.key}.{choice}" for choice in field.choices]
    missing = [key for key in keys for locale in LOCALES if texts.say(locale, key) == key]
    assert missing == []
