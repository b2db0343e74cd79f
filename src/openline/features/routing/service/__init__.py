"""Use cases of routing: one verb per file. This module is the slice's public face."""
