"""The one way out for connectors: allowed hosts, no private addresses, bounded answers, no secret in any log."""

from openline.connectors.http.buckets import Buckets, MemoryBuckets
from openline.connectors.http.client import Binding, Outbound, Patience
from openline.connectors.http.guard import Guard

__all__ = ["Binding", "Buckets", "Guard", "MemoryBuckets", "Outbound", "Patience"]
