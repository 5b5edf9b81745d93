"""Whether two patients are the same person: by name as people write it, and day of birth."""

import unicodedata

# As long as a name may be; its plain letters may be more than were written.
LONGEST = 255


def as_compared(name: str) -> str:
    """Small plain letters: "Zoë  O'Hara" -> "zoe ohara"; compared beside the day of birth."""
    parts = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(
        letter for letter in parts if letter.isalnum() or letter.isspace() or letter == "-"
    )
    return " ".join(letters.replace("-", " ").split())[:LONGEST]
