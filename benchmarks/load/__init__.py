"""Measures the main path from outside: cheap clients, the scene they play in, the floor beside it, the CPU clock."""
