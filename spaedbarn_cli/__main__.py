"""`python -m spaedbarn_cli` is the same program as `spaedbarn`."""

from spaedbarn_cli.main import main

main()
