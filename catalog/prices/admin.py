from catalog.prices.schedule import desk  # noqa: F401
