"""What stands in a text and nobody sees: it makes no other number, and says nothing by itself."""

from unicodedata import category

# Letters without a shape: fillers of Hangul, and the blank of Braille.
SHAPELESS = frozenset("\u115f\u1160\u3164\uffa0\u2800")


def without_unseen(text: str) -> str:
    """Without what has no width, such as U+200B; spaces stay."""
    return "".join(sign for sign in text if category(sign) != "Cf" and sign not in SHAPELESS)


def says_something(text: str) -> bool:
    """Whether anybody sees a letter or a digit in it."""
    return any(sign.isalnum() for sign in without_unseen(text))
