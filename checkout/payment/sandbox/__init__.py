"""A strict stand-in for Stripe: the real one's answers and refusals, without the internet.

In tests it runs in-process (http_client.py); for `make run` and browser tests it is a loopback
process with a hosted payment page: `python -m checkout.payment.sandbox`. It needs no Django
settings, moves no money and keeps its state in a file of its own.
"""
