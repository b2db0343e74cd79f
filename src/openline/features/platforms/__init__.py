"""Platforms: the shell between connectors that call out and the product: hooks, sending, polling, fetching."""
