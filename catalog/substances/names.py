"""How substances are named: one spelling of each, and which of them a generic name lists."""

import re
import unicodedata

LONGEST = 120
# Acids, metals and waters a substance is bound to: "amlodipine besylate" is amlodipine.
SALTS_IN_WORDS = """
acetate besilate besylate bitartrate bromide calcium carbonate chloride citrate dihydrate
dihydrochloride disodium fumarate gluconate hemihydrate hyclate hydrate hydrobromide hydrochloride
lactate magnesium maleate mesilate mesylate monohydrate nitrate phosphate potassium propionate
sodium succinate sulfate sulphate tartrate tosilate tosylate trihydrate valerate zinc
"""
SALTS = frozenset(SALTS_IN_WORDS.split())
BETWEEN_SUBSTANCES = re.compile(r"[,;+/]|\b(?:and|with)\b")


def spelled(name: str) -> str:
    """The one spelling of a name: lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFC", name).lower().split())


def substances_in(generic_name: str) -> tuple[str, ...]:
    """The substances a generic name lists, without their salts, each once.

    "amlodipine besylate and benazepril hydrochloride" lists amlodipine and benazepril.
    """
    parts = (_without_salt(part) for part in BETWEEN_SUBSTANCES.split(spelled(generic_name)))
    return tuple(dict.fromkeys(part for part in parts if is_name(part)))


def names_in(text: str) -> tuple[str, ...]:
    """Names separated by commas, each in its one spelling."""
    return tuple(dict.fromkeys(name for name in map(spelled, text.split(",")) if is_name(name)))


def is_name(text: str) -> bool:
    """Whether it can name a substance: it has a letter and is no longer than a name may be."""
    return len(text) <= LONGEST and any(character.isalpha() for character in text)


def _without_salt(part: str) -> str:
    """Of "calcium carbonate" and "potassium chloride" nothing is cut: the salt is the substance."""
    words = part.split()
    while len(words) > 1 and words[-1] in SALTS and not SALTS.issuperset(words[:-1]):
        words.pop()
    return " ".join(words)
