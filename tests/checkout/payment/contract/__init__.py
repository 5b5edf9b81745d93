"""What the shop believes of Stripe, as stories: tried on the sandbox always, on Stripe by request.

    STRIPE_CONTRACT_KEY=sk_test_... .venv/bin/python -m pytest tests/checkout/payment/contract

With a secret test key every story is also told to that account of Stripe's test mode. It takes a
few minutes, needs the network and a business name set in the account (hosted Checkout asks for
one), and leaves paid, refunded and disputed test payments behind. A story that fails there and not
on the sandbox says where the sandbox, and with it every other test of payments, is wrong.
"""
