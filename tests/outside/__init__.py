"""The shop from outside, as whoever buys in it meets it: real processes and real HTTP.

bench/ measures it and crowd/ tries it. Nothing here needs Django to be set up.
"""
