"""Which addresses a connector can reach: the public ones, and what the administrator opened."""

from collections.abc import Sequence
from ipaddress import ip_network

import pytest

from openline.connectors.http.guard import MAX_ADDRESSES, Guard, PrivateAddress

PRIVATE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "198.18.0.1", "192.0.2.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
    "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "2002:a00:1::1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
]  # fmt: skip
PUBLIC = ["1.1.1.1", "149.154.167.220", "2606:4700:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]


def resolving(*addresses: str) -> Guard:
    async def resolve(host: str, port: int) -> Sequence[str]:
        return addresses

    return Guard(resolve=resolve)


@pytest.mark.parametrize("address", PRIVATE)
async def test_private_addresses_are_refused(address: str) -> None:
    for guard, host in ((Guard(), address), (resolving(address), "innocent.example")):
        with pytest.raises(PrivateAddress, match="OPENLINE_OUTBOUND_ALLOW"):
            await guard.addresses(host, 443, public=True)


@pytest.mark.parametrize("address", PUBLIC)
async def test_public_addresses_are_called(address: str) -> None:
    assert await resolving(address).addresses("api.example", 443, public=True) == [address]


async def test_of_a_mixed_answer_only_the_public_part_is_used() -> None:
    guard = resolving("10.0.0.1", "1.1.1.1", "::1", "8.8.8.8")
    assert await guard.addresses("mixed.example", 443, public=True) == ["1.1.1.1", "8.8.8.8"]


async def test_a_long_answer_is_cut() -> None:
    guard = resolving(*(f"1.1.1.{n}" for n in range(1, 50)))
    assert len(await guard.addresses("many.example", 443, public=True)) == MAX_ADDRESSES


async def test_an_opened_network_is_called_and_no_other() -> None:
    guard = Guard([ip_network("10.0.0.0/8"), ip_network("fd00::/8")])
    assert await guard.addresses("10.1.2.3", 80, public=False) == ["10.1.2.3"]
    assert await guard.addresses("fd12::1", 80, public=False) == ["fd12::1"]
    with pytest.raises(PrivateAddress):
        await guard.addresses("127.0.0.1", 80, public=True)


async def test_without_tls_only_opened_networks_are_called() -> None:
    with pytest.raises(PrivateAddress):
        await resolving("1.1.1.1").addresses("api.example", 80, public=False)


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "017700000001", "127.1"])
async def test_numbers_in_disguise_are_names_and_meet_the_rule_after_resolving(host: str) -> None:
    with pytest.raises(PrivateAddress):
        await resolving("127.0.0.1").addresses(host, 443, public=True)
