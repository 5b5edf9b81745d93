"""Order numbers: random, short enough to read out, without letters that look alike."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8


def new_number() -> str:
    """Such as R7KQ-2MXA: one of 656 thousand million, so a clash is retried and never guessed."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return _written(letters)


def as_number(said: str) -> str:
    """What was typed or read out, as a number where it is one: "r7kq 2mxa" -> "R7KQ-2MXA"."""
    letters = "".join(said.upper().replace("-", "").split())
    if len(letters) == LENGTH and set(letters) <= set(ALPHABET):
        return _written(letters)
    return said


def _written(letters: str) -> str:
    return f"{letters[:4]}-{letters[4:]}"
