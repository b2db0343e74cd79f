"""`python -m openline.cli`."""

from openline.cli import main

main()
