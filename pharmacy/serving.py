"""The web server, as `manage.py web`, `run_shop` and `make bench` start it."""

import sys

SHOP = "pharmacy.wsgi:application"
# README, "The web server": how many were tried, and what each gave.
PROCESSES = 2
# At least two: one may wait for somebody who sends slowly (pharmacy/bodies.py).
THREADS = 2


def web_server(
    application: str, port: int, *, host: str = "127.0.0.1", workers: int = PROCESSES
) -> list[str]:
    """The command that serves a WSGI application, for `make bench` that of a peer too."""
    return [
        *[sys.executable, "-m", "granian", "--interface", "wsgi"],
        *["--host", host, "--port", str(port)],
        *["--workers", str(workers), "--blocking-threads", str(THREADS)],
        *["--respawn-failed-workers", "--log-level", "warning"],
        application,
    ]
