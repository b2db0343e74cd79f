"""Use cases of the widget's door."""
