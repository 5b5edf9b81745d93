"""`make chaos`: a shop that sells while one thing after the other befalls it.

Twenty shoppers order and pay over HTTP, a pharmacist decides, support refunds. Meanwhile processes
are killed, PostgreSQL is restarted and stands still, the disk is full, the clock jumps, Stripe and
the mail server fail, two workers run, a release happens: each for a minute, again and again
(blows.py). Every answer is looked at (answers.py). After each the shop has to become whole by
itself, and everything must fit to the cent (afterwards.py).
"""
