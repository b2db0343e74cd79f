"""The declarations, a file for each group or two of the page. `../types.py` puts them in order."""
