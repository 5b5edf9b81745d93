"""Money in minor units, and how to say it. Source: docs.stripe.com/currencies."""

ZERO_DECIMAL = {"bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv"}
ZERO_DECIMAL |= {"xaf", "xof", "xpf"}
TWO_DECIMAL = {"aed", "aud", "bgn", "brl", "cad", "chf", "czk", "dkk", "eur", "gbp", "hkd", "huf"}
TWO_DECIMAL |= {"ils", "inr", "mxn", "myr", "nok", "nzd", "php", "pln", "ron", "sek", "sgd", "thb"}
TWO_DECIMAL |= {"try", "twd", "usd", "zar"}
SIGNS = {"usd": "$", "eur": "€", "gbp": "£", "jpy": "¥"}

LEAST = 50
MOST = 99_999_999


def is_known(currency: str) -> bool:
    return currency in ZERO_DECIMAL or currency in TWO_DECIMAL


def money(amount: int, currency: str) -> str:
    """Minor units as a person reads them: 10435 usd is "$104.35", 1200 jpy is "¥1,200"."""
    whole = currency in ZERO_DECIMAL
    number = f"{amount:,}" if whole else f"{amount // 100:,}.{amount % 100:02d}"
    return SIGNS[currency] + number if currency in SIGNS else f"{number} {currency.upper()}"
