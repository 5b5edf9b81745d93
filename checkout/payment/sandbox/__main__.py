"""Start the sandbox: `python -m checkout.payment.sandbox --port 8001 --state FILE`."""

import argparse
import logging
import os
import signal
import threading
from collections.abc import Sequence
from pathlib import Path

from checkout.payment.sandbox.core.sandbox import Sandbox
from checkout.payment.sandbox.server import HOST, SandboxServer


def options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """From the command line, else from the environment, else sensible for a laptop."""
    env = os.environ
    parser = argparse.ArgumentParser(prog="checkout.payment.sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=env.get("STRIPE_SANDBOX_PORT", "8001"))
    parser.add_argument(
        "--state", type=Path, default=env.get("STRIPE_SANDBOX_STATE", ".data/stripe-sandbox.sqlite")
    )
    parser.add_argument("--webhook-url", default=env.get("STRIPE_SANDBOX_WEBHOOK_URL", ""))
    parser.add_argument(
        "--webhook-secret", default=env.get("STRIPE_WEBHOOK_SECRET", "whsec_sandbox")
    )
    parser.add_argument("--merchant", default=env.get("STRIPE_SANDBOX_MERCHANT", "The pharmacy"))
    parser.add_argument("--log", default="WARNING", help="DEBUG, INFO, WARNING or ERROR")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    chosen = options(arguments)
    logging.basicConfig(level=chosen.log, format="%(asctime)s %(name)s %(message)s")
    chosen.state.parent.mkdir(parents=True, exist_ok=True)
    sandbox = Sandbox(chosen.state, webhook_secret=chosen.webhook_secret)
    server = SandboxServer(
        sandbox, port=chosen.port, merchant=chosen.merchant, webhook_url=chosen.webhook_url
    )
    address = f"http://{HOST}:{server.server_port}"
    sandbox.public_url = address
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    print(f"Stripe sandbox on {address} (no real money), state in {chosen.state}", flush=True)
    server.run()
    sandbox.close()


if __name__ == "__main__":
    main()
