"""Platforms that customers write from: one folder each, islands that know `base` and `kit` only."""
