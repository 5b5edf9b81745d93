"""Says how far the run is, beside the table that goes to standard output."""

import sys
import time


def tell(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what} ...", file=sys.stderr, flush=True)
