"""Use cases of platforms, one verb a file."""
