"""How long a browser knows its cart, and the cookie that says there is one.

The checkout gives the cookies, and the shop's own page on cookies tells of them.
"""

from datetime import timedelta

CART_LIFE = timedelta(days=30)
# Readable and without identity: it tells the public pages that there is something to ask for.
HAS_CART = "shop_has"
