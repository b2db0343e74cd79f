"""The engine decides what happens to sessions and queues: pure, without clock, network, storage or chance."""
