"""How a lot's number is written: "ab 12-3" on a box and "AB12-3" on a list are one lot."""


def as_lot_number(text: str) -> str:
    """In capitals and without spaces; the database refuses any other."""
    return "".join(text.split()).upper()
