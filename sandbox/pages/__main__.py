"""`python -m sandbox.pages`: build the pages, and say what came of it."""

import sys

from sandbox.pages.build import CannotBuildError, built


def main() -> int:
    """The exit code says whether there are pages now."""
    try:
        print(f"Pages: {built()}")  # noqa: T201 -- a program's output
    except CannotBuildError as error:
        print(f"The pages cannot be built: {error}", file=sys.stderr)  # noqa: T201 -- the same
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
