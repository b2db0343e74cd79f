"""Joins setting up: connections with the calls to their platforms, and the slices it needs."""

from openline.bootstrap.base import Base
from openline.bootstrap.widget import Widget
from openline.features.channels import schemas
from openline.features.channels.service import SetupDesk, SetupPorts
from openline.features.platforms.service.context import Contexts
from openline.features.platforms.service.health import restored
from openline.features.platforms.service.refusals import Refusals
from openline.features.platforms.service.trying import send_test
from openline.features.routing.service.queues import open_channel
from openline.kit.wire import instant


def join_setup(base: Base, widget: Widget, contexts: Contexts, refusals: Refusals) -> SetupDesk:
    """The wizard's side of connections."""

    def refused_since(connection_id: int, at: int) -> schemas.Refusal | None:
        found = refusals.since(connection_id, at)
        return schemas.Refusal(reason=found.reason, at=instant(found.at), count=found.count) if found else None

    ports = SetupPorts(
        store=base.store, connectors=base.connectors, context_of=contexts.of, open_channel=open_channel,
        send_test=send_test, refused_since=refused_since, settled=restored,
    )  # fmt: skip
    return SetupDesk(widget.connections, ports)
