"""Routing: sessions, offers and queues. Asks the engine, carries out what it answers, and holds the front door."""
