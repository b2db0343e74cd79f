"""Who a connector is: names, hosts it may call, and honestly how far it is proven."""

from dataclasses import dataclass
from enum import StrEnum


class Maturity(StrEnum):
    """Against what a connector was tested; shown beside its name."""

    PROVEN = "proven"
    VENDOR_SPEC = "vendor_spec"
    DOCUMENTATION = "documentation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """`id` is the folder's name and the word in addresses and rows: it never changes.

    `hosts` are the only ones the connector may call (`*.example.com` for all below), besides those that its url
    settings name. Titles and help stand in the catalogues, under `connector.<id>`.
    """

    id: str
    icon: str
    version: str
    maturity: Maturity
    hosts: tuple[str, ...] = ()

    @property
    def title_key(self) -> str:
        """Where the catalogues name the platform."""
        return f"connector.{self.id}.title"
