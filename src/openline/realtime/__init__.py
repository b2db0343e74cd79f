"""Real time: sockets, the numbered stream with resume, the bus between nodes."""
