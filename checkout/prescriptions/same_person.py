"""Whether two patients are the same person: by name as people write it, and day of birth."""

import re
import unicodedata

from catalog.unseen import without_unseen

# Accents of Latin, Greek and Cyrillic. A mark of another script is a letter: सीता is not सता.
ACCENTS = re.compile("[\u0300-\u036f]")
TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr"})
# As long as a name may be; its plain letters may be more than were written.
LONGEST = 255


def plain_name(name: str) -> str:
    """Small words without accents, sorted: "Dr. Doe-Lee, Zoë" and "zoe doe lee" are "doe lee zoe".

    Empty for a name without a letter. Compared beside the day of birth.
    """
    parts = ACCENTS.sub("", unicodedata.normalize("NFKD", without_unseen(name))).casefold()
    words = "".join(_compared(sign) for sign in parts).split()
    return " ".join(sorted(word for word in words if word not in TITLES))[:LONGEST]


def _compared(sign: str) -> str:
    """A letter is itself, what parts words a space; apostrophes, digits and such are nothing."""
    if unicodedata.category(sign)[0] in "LM":
        return sign
    return " " if sign.isspace() or sign in ",./" or unicodedata.category(sign) == "Pd" else ""
