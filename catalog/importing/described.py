"""Whether the strengths on sale are among those a page's own text describes."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from catalog.importing.page import Finding, PageDosage
from catalog.importing.prose import BULLET
from catalog.importing.source import Line
from catalog.strengths import NUMBER, UNIT_BY_WORD, is_strength, strength_key, strength_text

# A sentence about what there is to buy: every strength in it counts.
ABOUT_SUPPLY = re.compile(
    r"\b(?:formulations?|presentations?|strengths|strength(?=\s*:| of)|dosage forms?"
    r"|available (?:strengths?|forms?|dosages?|doses|as|in)"
    r"|(?:supplied|sold|marketed|comes?|manufactured|provided) (?:as|in)"
    r"|(?:each|one) (?:\w+ )?(?:pill|tablet|capsule|puff|dose|vial|sachet|patch)"
    r" (?:contains|delivers))\b"
)
# In any other only "tablets of 10 mg" and "10-mg tablets" tell of a strength, and not even those
# where it is about what people take or took: "two tablets (20 mg) daily" is a dose.
FORM = (
    r"(?:tablet|pill|capsule|caplet|lozenge|suppository|suppositorie|patch|patche|sachet|vial"
    r"|ampoule|syringe|pen)s?\b"
)
BEHIND_FORM = re.compile(
    rf"\b{FORM}(?: (?:of|with|at|in|each|are|contain(?:s|ing)?|holds?))?\s*[:(,]?\s*$"
)
BEFORE_FORM = re.compile(rf"\s*(?:[a-z][a-z-]*\s+)?{FORM}")
ABOUT_DOSES = re.compile(
    r"\b(?:take[ns]?|taking|swallow\w*|give[ns]?|adults?|child(?:ren)?|patients?|dose[sd]?|dosing"
    r"|start\w*|initial\w*|increas\w+|maximum|times|once|twice|daily|days?|hours?|weeks?|morning"
    r"|evening|night|bedtime|trials?|study|studies|compared"
    rf"|(?:one|two|three|four|half|[1-9]) (?:[a-z-]+ )?{FORM})\b"
)
# How far from a strength its form is looked for, in characters.
BESIDE = 40
BUT_DESCRIBES = "on sale, but the text describes"
# A semicolon also parts the strengths of a list.
SENTENCE_END = re.compile(r"(?<=[.!?])\s+|;\s+(?!(?:(?:and|or)\s+)?\.?[0-9])", re.IGNORECASE)
UNIT_WORDS = "|".join(sorted(map(re.escape, UNIT_BY_WORD), key=len, reverse=True))
UNIT = rf"(?:(?:{UNIT_WORDS})s?(?![a-z]))"
AMOUNT = re.compile(
    rf"(?<![\w.,])(?:{NUMBER})(?![0-9])[ -]?{UNIT}?(?:\s?/\s?(?:(?:{NUMBER})[ -]?{UNIT}?|{UNIT}))?"
)
BETWEEN_LISTED = re.compile(r"\s*(?:[,;/&-]|\N{EN DASH}|[,;]?\s*\b(?:and|or|to)\b)?\s*")
MILLIGRAMS = {"mcg": Decimal("0.001"), "mg": Decimal(1), "g": Decimal(1000)}


class Strength(NamedTuple):
    """A strength to compare: 0.5 mg and 500 micrograms have the same `amounts`."""

    measures: tuple[str, ...]
    amounts: tuple[Decimal, ...]
    key: str

    @property
    def is_pair(self) -> bool:
        """Whether it has two substances, and is no rate such as 5 mg/ml."""
        return len(self.measures) > 1 and len(set(self.measures)) == 1


def undescribed(dosages: Sequence[PageDosage], text: Iterable[Line]) -> tuple[str, list[Finding]]:
    """What a pharmacist has to check ("" for nothing), with a warning for each such dosage.

    A dosage is compared with the described strengths of its own measure; where the text names
    none, there is nothing to compare.
    """
    described = _comparable(described_strengths(text), [_strength(d.label) for d in dosages])
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
    # Kept with the medicine, and known again by these words.
    note = f"{_listed(dosage.label for dosage in missing)} {are} {BUT_DESCRIBES} {strengths}."
    line = min(comparable.values())
    return note, [_warning(dosage, strengths, line) for dosage in missing]


def _warning(dosage: PageDosage, described: str, line: int) -> Finding:
    words = _(
        "%(dosage)s is on sale, but the text describes %(described)s (line %(line)s): "
        "pharmacist to check."
    )
    facts = {"dosage": strength_text(dosage.label), "described": described, "line": line}
    return Finding(dosage.line, "warning", words % facts)


def note_with(note: str, before: str) -> str:
    """A medicine's note with this one in place of our earlier one; staff's own words stay.

    So does a note of the same words, whatever its spaces.
    """
    words = note.split()
    lines = [
        line for line in before.splitlines() if line.split() == words or BUT_DESCRIBES not in line
    ]
    is_there = any(line.split() == words for line in lines)
    return "\n".join([*lines, note] if note and not is_there else lines)


def described_strengths(text: Iterable[Line]) -> list[tuple[str, int]]:
    """The keys of the strengths that the text says there are to buy, each with its line."""
    found: list[tuple[str, int]] = []
    in_list = False
    for line in text:
        if line.is_blank:
            continue
        in_list = in_list and BULLET.fullmatch(line.text) is not None
        sentences = [sentence.casefold() for sentence in SENTENCE_END.split(line.text)]
        keys = [key for sentence in sentences for key in _told_in(sentence, in_list)]
        found += [(key, line.number) for key in keys]
        in_list = in_list or (not keys and any(map(ABOUT_SUPPLY.search, sentences)))
    return found


def _told_in(sentence: str, in_list: bool) -> list[str]:
    """The keys of the strengths a sentence tells of, in its order."""
    lists = _lists_in(sentence)
    if not in_list and not ABOUT_SUPPLY.search(sentence):
        about_doses = ABOUT_DOSES.search(sentence) is not None
        lists = [] if about_doses else [one for one in lists if _is_beside_form(sentence, one)]
    return [key for listed in lists for key in _keys(listed)]


def _lists_in(sentence: str) -> list[list[re.Match[str]]]:
    """The amounts of a sentence, those together that nothing but commas and the like part."""
    lists: list[list[re.Match[str]]] = []
    for match in AMOUNT.finditer(sentence):
        if lists and BETWEEN_LISTED.fullmatch(sentence[lists[-1][-1].end() : match.start()]):
            lists[-1].append(match)
        else:
            lists.append([match])
    return lists


def _is_beside_form(sentence: str, listed: Sequence[re.Match[str]]) -> bool:
    start, end = listed[0].start(), listed[-1].end()
    is_behind = BEHIND_FORM.search(sentence[max(0, start - BESIDE) : start])
    return bool(is_behind or BEFORE_FORM.match(sentence[end : end + BESIDE]))


def _keys(listed: Sequence[re.Match[str]]) -> list[str]:
    """Strengths in their order; in "10, 20 and 40 mg" all three have the last one's unit."""
    keys: list[str] = []
    unit = ""
    for match in reversed(listed):
        text = match.group().strip(" -").replace("-", " ")
        if not is_strength(text):
            text += unit
        if is_strength(text):
            keys.insert(0, strength_key(text))
            unit = re.split("[0-9. ]", keys[0])[-1]
    return keys


def _comparable(
    described: Iterable[tuple[str, int]], on_sale: Iterable[Strength]
) -> dict[Strength, int]:
    """The described strengths; "10mg/20mg" is two of them unless such pairs are on sale."""
    are_pairs_on_sale = any(strength.is_pair for strength in on_sale)
    found: dict[Strength, int] = {}
    for key, line in described:
        strength = _strength(key)
        parts = key.split("/") if strength.is_pair and not are_pairs_on_sale else [key]
        found |= {_strength(part): line for part in parts}
    return found


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
    if not first:
        return last
    return _("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last}
