"""Whether the strengths on sale are among those a page's own text describes."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from catalog.importing.page import Finding, PageDosage
from catalog.importing.prose import BULLET
from catalog.importing.source import Line
from catalog.strengths import NUMBER, UNIT_BY_WORD, is_strength, strength_key, strength_text

# Sentences about what there is to buy; a strength in any other may be a dose to take.
ABOUT_SUPPLY = re.compile(
    r"\b(?:formulations?|presentations?|strengths|strength(?=\s*:)|dosage forms?"
    r"|available (?:strength|form|dosage|as|in)"
    r"|(?:supplied|sold|marketed|comes?|manufactured|provided) (?:as|in)"
    r"|each (?:\w+ )?(?:pill|tablet|capsule|puff|dose|vial|sachet|patch) (?:contains|delivers))\b",
    re.IGNORECASE,
)
BUT_DESCRIBES = "on sale, but the text describes"
SENTENCE_END = re.compile(r"(?<=[.!?;])\s+")
UNIT_WORDS = "|".join(sorted(map(re.escape, UNIT_BY_WORD), key=len, reverse=True))
UNIT = rf"(?:(?:{UNIT_WORDS})s?(?![a-z]))"
AMOUNT = re.compile(
    rf"(?<![\w.,])(?:{NUMBER})(?![0-9])[ -]?{UNIT}?(?:\s?/\s?(?:(?:{NUMBER})\s?{UNIT}?|{UNIT}))?"
)
BETWEEN_LISTED = re.compile(r"\s*(?:,|/|&|-|\N{EN DASH}|,?\s*\b(?:and|or|to)\b)?\s*")
MILLIGRAMS = {"mcg": Decimal("0.001"), "mg": Decimal(1), "g": Decimal(1000)}


class Strength(NamedTuple):
    """A strength to compare: 0.5 mg and 500 micrograms have the same `amounts`."""

    measures: tuple[str, ...]
    amounts: tuple[Decimal, ...]
    key: str


def undescribed(dosages: Sequence[PageDosage], text: Iterable[Line]) -> tuple[str, list[Finding]]:
    """What a pharmacist has to check ("" for nothing), with a warning for each such dosage.

    A dosage is compared with the described strengths of its own measure; where the text names
    none, there is nothing to compare.
    """
    described = {_strength(key): line for key, line in described_strengths(text)}
    missing: list[PageDosage] = []
    comparable: dict[Strength, int] = {}
    for dosage in dosages:
        sold = _strength(dosage.label)
        same = {other: at for other, at in described.items() if other.measures == sold.measures}
        if same and sold.amounts not in {other.amounts for other in same}:
            missing.append(dosage)
            comparable |= same
    if not missing:
        return "", []
    strengths = _listed(strength.key for strength in sorted(comparable))
    are = "is" if len(missing) == 1 else "are"
    note = f"{_listed(dosage.label for dosage in missing)} {are} {BUT_DESCRIBES} {strengths}."
    where = f"(line {min(comparable.values())}): pharmacist to check."
    return note, [_warning(dosage, f"{strengths} {where}") for dosage in missing]


def _warning(dosage: PageDosage, described: str) -> Finding:
    message = f"{strength_text(dosage.label)} is {BUT_DESCRIBES} {described}"
    return Finding(dosage.line, "warning", message)


def note_with(note: str, before: str) -> str:
    """A medicine's note with this one in place of our earlier one; staff's own words stay."""
    lines = [line for line in before.splitlines() if BUT_DESCRIBES not in line]
    return "\n".join([*lines, note] if note else lines)


def described_strengths(text: Iterable[Line]) -> list[tuple[str, int]]:
    """The keys of the strengths that the text says there are to buy, each with its line."""
    found: list[tuple[str, int]] = []
    in_list = False
    for line in text:
        if line.is_blank:
            continue
        in_list = in_list and BULLET.fullmatch(line.text) is not None
        sentences = SENTENCE_END.split(line.text)
        telling = [sentence for sentence in sentences if in_list or ABOUT_SUPPLY.search(sentence)]
        keys = [key for sentence in telling for key in _strengths_in(sentence)]
        found += [(key, line.number) for key in keys]
        in_list = in_list or bool(telling and not keys)
    return found


def _strengths_in(sentence: str) -> list[str]:
    """Strengths in their order; in "10, 20 and 40 mg" all three have the last one's unit."""
    keys: list[str] = []
    sentence = sentence.casefold()
    unit, next_start = "", len(sentence)
    for match in reversed(list(AMOUNT.finditer(sentence))):
        text = match.group().strip(" -")
        if not BETWEEN_LISTED.fullmatch(sentence[match.end() : next_start]):
            unit = ""
        if not is_strength(text):
            text += unit
        if is_strength(text):
            keys.insert(0, strength_key(text))
            unit = re.split("[0-9. ]", keys[0])[-1]
        next_start = match.start()
    return keys


def _strength(key: str) -> Strength:
    measures, amounts = [], []
    for part in key.partition("-")[0].split("/"):
        unit = part.lstrip("0123456789.")
        number = Decimal(part.removesuffix(unit) or 1)
        measures.append("mg" if unit in MILLIGRAMS else unit)
        amounts.append(number * MILLIGRAMS.get(unit, 1))
    return Strength(tuple(measures), tuple(amounts), key)


def _listed(keys: Iterable[str]) -> str:
    *first, last = dict.fromkeys(strength_text(key) for key in keys)
    return f"{', '.join(first)} and {last}" if first else last
