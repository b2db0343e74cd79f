"""What is known of a connection beside its settings: whose account it is, and what installing it did."""

import msgspec

from openline.connectors.base import InstallReport, PlatformAccount
from openline.features.channels import schemas
from openline.features.channels.repository import Connection
from openline.kit.wire import instant


class Installed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What installing did: for which address of ours, and what is left for a person to do."""

    url: str
    at: int
    done: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    paste: tuple[tuple[str, str], ...] = ()


class Setup(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Kept as JSON beside the settings. `field` is the one to be mended, as the last check said.

    `expires_at` is when the platform will no longer take the credentials.
    """

    name: str | None = None
    link: str | None = None
    field: str | None = None
    expires_at: int | None = None
    installed: Installed | None = None
    left: tuple[str, ...] = ()

    def text(self) -> str:
        """As it is stored."""
        return msgspec.json.encode(self).decode()

    def of(self, account: PlatformAccount | None) -> "Setup":
        """The same of this account."""
        return self if account is None else msgspec.structs.replace(self, name=account.name, link=account.url)

    def after(self, report: InstallReport, url: str, at: int) -> "Setup":
        """Once it is installed."""
        done = Installed(url=url, at=at, done=report.done, missing=report.missing, paste=report.paste)
        return msgspec.structs.replace(self, installed=done, left=())

    def told(self, url: str, at: int) -> "Setup":
        """Once the address stands where a person has put it."""
        return msgspec.structs.replace(self, installed=Installed(url=url, at=at))

    def taken_back(self, report: InstallReport) -> "Setup":
        """Once it is not; what could not be taken back stays named."""
        return msgspec.structs.replace(self, installed=None, left=report.missing)


def setup_of(row: Connection) -> Setup:
    """What is kept of a connection."""
    return msgspec.json.decode(row.setup, type=Setup) if row.setup else Setup()


def account_view(row: Connection, setup: Setup) -> schemas.PlatformAccount | None:
    """Whose account it is, on the wire."""
    if row.external_id is None:
        return None
    return schemas.PlatformAccount(id=row.external_id, name=setup.name or row.external_id, url=setup.link)


def installed_view(setup: Setup) -> schemas.Installed | None:
    """What installing did, on the wire."""
    known = setup.installed
    if known is None:
        return None
    return schemas.Installed(
        url=known.url, at=instant(known.at), done=list(known.done), missing=list(known.missing),
        paste=[schemas.Paste(kind=kind, text=text) for kind, text in known.paste],
    )  # fmt: skip
