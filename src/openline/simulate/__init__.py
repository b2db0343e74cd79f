"""Drives the product from outside: example data, and customers who write at a human pace."""
