"""`make bench`: how fast the shop is, beside stock Oscar and the least any page and order costs.

The data are the demo's, the server is the one of `make run`, and everything stays on 127.0.0.1.
stage.py makes the data, contestants/ are who is compared, contest.py lets them take turns,
table.py says how it went and ratios.py how they stand beside each other; orders.py, sellers.py and
order_table.py do the same for whole orders. A new peer is one more file in contestants/.
"""
