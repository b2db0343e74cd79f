"""Channels and their connections: what an administrator creates and connects."""
