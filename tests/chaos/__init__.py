"""`make chaos`: a shop that sells while its processes and its database are killed, again and again.

Shoppers order and pay over HTTP, a pharmacist decides, support refunds. Web server, worker, payment
sandbox and PostgreSQL are killed with SIGKILL (PostgreSQL: SIGQUIT, which it recovers from as after
a crash) and started again. Then everything settles, and must fit to the cent.
"""
