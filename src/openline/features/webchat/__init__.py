"""The widget's door: visitors, what they may read and write, and what their page is told."""
