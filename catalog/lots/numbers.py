"""How a lot's number is written: "ab 12-3" on a box and "AB12-3" on a list are one lot."""

from catalog.unseen import says_something, without_unseen


def as_lot_number(text: str) -> str:
    """In capitals, without spaces and what nobody sees; "" where no letter or digit is left.

    The database refuses small letters, spaces and "".
    """
    number = "".join(without_unseen(text).split()).upper()
    return number if says_something(number) else ""
