"""What a deleted channel leaves behind (docs/behaviour/connections.md, C18)."""

from openline.features.channels.service import CHANNELS, CONNECTIONS
from openline.features.platforms.repository import FAILED, FailedEvent, traces_of
from openline.features.platforms.service.purging import purge
from openline.kit.clock import DAY, MINUTE
from openline.store import UnitOfWork
from tests.features.channels.conftest import Wizard


async def test_a_deleted_channel_is_emptied_a_day_later_and_what_was_said_stays(wizard: Wizard) -> None:
    store, clock = wizard.product.application.base.store, wizard.product.clock
    made = await wizard.connect()
    talk = await wizard.written(made, "Is the tea fresh?")
    connection_id, channel_id = int(made["id"]), int(wizard.channel["id"])

    async def fail(uow: UnitOfWork) -> None:
        row = await CONNECTIONS.get(uow, connection_id)
        assert row is not None
        FAILED.add(
            uow, FailedEvent(uow.new_id(), row.account_id, connection_id, "h", "what he wrote", "x", uow.now, None)
        )

    await store.commit(fail)
    await wizard.boss.must("DELETE", f"/channels/{channel_id}")
    clock.advance(DAY - MINUTE)
    assert await store.commit(purge) == 0
    clock.advance(2 * MINUTE)
    while await store.commit(purge):
        pass
    connection = await store.read(CONNECTIONS.get, connection_id)
    channel = await store.read(CHANNELS.get, channel_id)
    assert connection is not None
    assert channel is not None
    assert (connection.config, connection.secrets, connection.setup) == ("{}", "{}", None)
    assert channel.settings == "{}"
    assert await store.read(traces_of, connection_id, 10) == ([], [], [])
    kept = (await wizard.boss.get(f"/conversations/{talk['id']}/messages"))["items"]
    assert "Is the tea fresh?" in [message["text"] for message in kept]


async def test_what_is_in_use_is_left_alone(wizard: Wizard) -> None:
    made = await wizard.connect()
    wizard.product.clock.advance(3 * DAY)
    assert await wizard.product.application.base.store.commit(purge) == 0
    assert (await wizard.boss.get(f"/connections/{made['id']}"))["config"]["token"] == 1
