"""`python -m rowspace` is `rowspace`."""

from rowspace.cli.main import run

run()
