"""Runs the command line: python -m avgkit."""

import sys


def main() -> None:
    """Run the command line; a stop by the user while it is still being loaded is no error to show."""
    try:
        from .cli import main as run
    except KeyboardInterrupt:
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
