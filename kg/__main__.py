"""`python -m kg`: the command line, where the scripts folder is not on the path."""

from kg.cli import main

main()
