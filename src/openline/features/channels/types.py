"""Words of the channels slice."""

from typing import Protocol

from openline.connectors.base import Connector


class Connectors(Protocol):
    """The connectors of this server, by id."""

    def __contains__(self, connector_id: str) -> bool: ...

    def get(self, connector_id: str) -> Connector: ...
