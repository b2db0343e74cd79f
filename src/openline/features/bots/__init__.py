"""Bots: programs that answer customers. Who they are and their tokens; when they may speak, routing decides."""
