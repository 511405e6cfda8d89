"""Runs the command line: python -m avgkit."""

from .cli import main

if __name__ == "__main__":
    main()
