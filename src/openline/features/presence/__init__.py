"""Presence: who is there. Sockets, activity and a chosen state, combined by one rule (docs/behaviour/presence.md)."""
