"""What agents see of a channel beside its queue (docs/behaviour/desk.md D36, D50)."""

from openline.features.routing.service import channels
from tests.support.desk import Company


async def test_agents_see_whether_to_ask_first_and_how_urgent_it_is(company: Company) -> None:
    mai = await company.hire("Mai")
    channel_id = int(company.channel.id)
    before = await company.store.read(channels.show_channel, mai, channel_id)
    assert (before.confirm_close, before.priority) == (False, 0)
    await company.set(**{"channel.confirm_close": True, "channel.priority": 90})
    after = await company.store.read(channels.show_channel, mai, channel_id)
    assert (after.confirm_close, after.priority) == (True, 90)
