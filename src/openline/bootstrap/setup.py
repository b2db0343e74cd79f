"""Joins setting up: connections with the calls to their platforms, and the slices it needs."""

from openline.bootstrap.base import Base
from openline.bootstrap.widget import Widget
from openline.features.channels import schemas
from openline.features.channels.service import SetupDesk, SetupPorts
from openline.features.platforms.service.context import Contexts
from openline.features.platforms.service.health import restored
from openline.features.platforms.service.trying import send_test
from openline.features.routing.service.queues import open_channel


def _refused_of(connection_id: int) -> schemas.Refusal | None:
    del connection_id
    return None


def join_setup(base: Base, widget: Widget, contexts: Contexts) -> SetupDesk:
    """The wizard's side of connections."""
    ports = SetupPorts(
        store=base.store, connectors=base.connectors, context_of=contexts.of, open_channel=open_channel,
        send_test=send_test, refused_of=_refused_of, settled=restored,
    )  # fmt: skip
    return SetupDesk(widget.connections, ports)
