"""Which connectors there are: the folders of this package, and what third parties installed. Fails loudly."""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType
from typing import Any

import openline.connectors as package
from openline.connectors.base import Capabilities, Connector, Manifest, Schema

ENTRY_POINTS = "openline.connectors"
EXPORT = "CONNECTOR"
_NOT_CONNECTORS = frozenset({"base", "http"})
_VERBS = (
    "verify", "sync_reply", "parse", "render", "classify", "snippet", "send", "signal", "fetch_media", "fetch_profile",
    "check", "install", "uninstall", "refresh_auth", "run",
)  # fmt: skip


class ConnectorBroken(Exception):
    """A connector cannot be used, so the server does not start: half a product is worse than none."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"connector {where}: {reason}")
        self.where = where


class UnknownConnector(KeyError):
    """No connector of this name is installed."""


class Registry:
    """The connectors of this process, by id."""

    def __init__(self, connectors: Mapping[str, Connector]) -> None:
        self._connectors = dict(sorted(connectors.items()))

    def get(self, connector_id: str) -> Connector:
        """The connector.

        Raises UnknownConnector.
        """
        try:
            return self._connectors[connector_id]
        except KeyError:
            raise UnknownConnector(connector_id) from None

    def __contains__(self, connector_id: str) -> bool:
        return connector_id in self._connectors

    def __iter__(self) -> Iterator[Connector]:
        return iter(self._connectors.values())

    def ids(self) -> tuple[str, ...]:
        """Their names, sorted."""
        return tuple(self._connectors)


def load() -> Registry:
    """Import every connector once.

    Raises ConnectorBroken, which names the folder or the package.
    """
    return collect(package, entry_points(group=ENTRY_POINTS))


def collect(within: ModuleType, installed: Iterable[EntryPoint] = ()) -> Registry:
    """The connectors in the folders of a package, and those of entry points.

    Raises ConnectorBroken.
    """
    found: dict[str, Connector] = {}
    for module in pkgutil.iter_modules(within.__path__):
        if module.ispkg and module.name not in _NOT_CONNECTORS:
            _add(found, module.name, _import(module.name, f"{within.__name__}.{module.name}"))
    for point in installed:
        _add(found, point.name, _load(point))
    return Registry(found)


def _import(name: str, module: str) -> Any:
    try:
        return getattr(importlib.import_module(module), EXPORT)
    except Exception as error:
        raise ConnectorBroken(name, f"cannot be imported: {error!r}") from error


def _load(point: EntryPoint) -> Any:
    try:
        return point.load()
    except Exception as error:
        raise ConnectorBroken(f"{point.name} ({point.value})", f"cannot be loaded: {error!r}") from error


def _add(found: dict[str, Connector], name: str, candidate: Any) -> None:
    for attribute, kind in (("manifest", Manifest), ("capabilities", Capabilities), ("schema", Schema)):
        if not isinstance(getattr(candidate, attribute, None), kind):
            raise ConnectorBroken(name, f"{attribute} is no {kind.__name__}")
    missing = [verb for verb in _VERBS if not callable(getattr(candidate, verb, None))]
    if missing:
        raise ConnectorBroken(name, f"lacks {', '.join(missing)}")
    if candidate.manifest.id != name:
        raise ConnectorBroken(name, f"calls itself {candidate.manifest.id}")
    if name in found:
        raise ConnectorBroken(name, "is there twice")
    found[name] = candidate
