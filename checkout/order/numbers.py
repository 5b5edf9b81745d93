"""Order numbers: random, short enough to read out, without letters that look alike."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_number() -> str:
    """Such as R7KQ-2MXA: one of 656 thousand million, so a clash is retried and never guessed."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"
