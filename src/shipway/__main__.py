"""`python -m shipway`, the same as `shipway`."""

from shipway.cli.main import main

main()
