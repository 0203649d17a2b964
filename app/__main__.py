"""`python -m app serve` is `convscope serve`, for a checkout where nothing is installed."""

import sys

from app.cli import main

if __name__ == "__main__":
    sys.exit(main())
