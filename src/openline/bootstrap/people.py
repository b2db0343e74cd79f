"""Joins accounts, people and notices: who asks, and how they come in."""

from collections.abc import Mapping
from typing import Any

import msgspec

from openline.bootstrap.base import Base
from openline.features.accounts.service import Hosts
from openline.features.people.schemas import MyPresence
from openline.features.people.service import Attempts, FrontDoor, Gate, Mailroom, Passwords
from openline.features.people.types import Actor
from openline.features.presence.service import own_presence, presence_of
from openline.features.presence.types import State
from openline.kit.mail import SmtpMailer, SmtpServer
from openline.store import View


class RealPresences:
    """What people need of presence."""

    async def states(self, view: View, account_id: int) -> Mapping[int, str]:
        """`online` or `away` by person id."""
        known = await presence_of(view, account_id)
        return {person: presence.state.value for person, presence in known.items() if presence.state != State.OFFLINE}

    async def mine(self, view: View, actor: Actor) -> MyPresence:
        """The presence of who asks."""
        presence = await own_presence(view, actor)
        return MyPresence(
            state=presence.state.value, chosen=presence.chosen.value, sockets=presence.sockets,
            reason=presence.reason.value if presence.reason else None,
        )  # fmt: skip


class People(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks, and the front door."""

    hosts: Hosts
    gate: Gate
    passwords: Passwords
    presences: RealPresences
    front_door: FrontDoor

    @property
    def dependencies(self) -> dict[str, Any]:
        """What handlers may ask for."""
        return {"front_door": self.front_door, "presences": self.presences}


def join_people(base: Base) -> People:
    """Build them, and let the caches forget what commits change."""
    hosts = Hosts(base.store, base.clock)
    gate = Gate(base.store, hosts, base.keyring, base.clock, base.config.public_url)
    passwords, presences = Passwords(), RealPresences()
    smtp = base.config.smtp_url
    mailer = SmtpMailer(SmtpServer.parse(smtp.reveal())) if smtp else None
    mailroom = Mailroom(mailer, base.texts, base.clock, base.config.public_url)
    door = FrontDoor(base.store, hosts, gate, passwords, Attempts(base.clock), mailroom, presences)
    base.commits.listeners += [hosts.forget, gate.forget]
    return People(hosts=hosts, gate=gate, passwords=passwords, presences=presences, front_door=door)
