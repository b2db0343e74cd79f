"""The life of a session around its queue: what is said by itself, how it closes, ratings (docs/behaviour/life.md)."""
