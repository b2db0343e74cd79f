"""Which platforms can be connected, as data for the wizard."""

from collections.abc import Iterable
from typing import Any

from openline.connectors.base import Connector, Field, FieldType, Settings, Transport
from openline.features.channels import schemas
from openline.features.channels.types import abilities
from openline.features.people.types import Actor, Need
from openline.kit.errors import NotAllowed
from openline.kit.i18n import Texts

AllConnectors = Iterable[Connector]
_WAYS = frozenset(Transport)


def connectors_view(
    actor: Actor, connectors: AllConnectors, *, texts: Texts, locale: str, public_url: str
) -> schemas.Connectors:
    """All of them, explained in this language.

    Raises NotAllowed.
    """
    if not actor.may(Need.CHANNELS_READ):
        raise NotAllowed(need=Need.CHANNELS_READ)
    items = [_view(connector, texts, locale) for connector in connectors]
    return schemas.Connectors(items=items, public_url=public_url, https=public_url.startswith("https:"))


def transport_field(connector: Connector) -> Field | None:
    """The setting that chooses how the platform reaches us, where there is a choice."""
    choices = (field for field in connector.schema.fields if field.type is FieldType.CHOICE)
    return next((field for field in choices if field.choices and _WAYS.issuperset(field.choices)), None)


def reached_by(connector: Connector, settings: Settings) -> str:
    """How the platform reaches us with these settings."""
    field = transport_field(connector)
    return settings.text(field.key) if field else connector.capabilities.transport.value


def _view(connector: Connector, texts: Texts, locale: str) -> schemas.Connector:
    manifest, way = connector.manifest, transport_field(connector)
    return schemas.Connector(
        id=manifest.id, icon=manifest.icon, version=manifest.version, maturity=manifest.maturity.value,
        delivery=connector.capabilities.delivery.value,
        transports=list(way.choices) if way else [connector.capabilities.transport.value],
        transport_field=way.key if way else None, fields=[_field(field) for field in connector.schema.fields],
        capabilities=abilities(connector.capabilities), texts=texts.under(locale, f"connector.{manifest.id}."),
    )  # fmt: skip


def _field(field: Field) -> schemas.SettingField:
    default: Any = list(field.default) if isinstance(field.default, tuple) else field.default
    return schemas.SettingField(
        key=field.key, type=field.type.value, required=field.required, default=default, ge=field.ge, le=field.le,
        choices=list(field.choices), made_here=field.made_here,
    )  # fmt: skip
