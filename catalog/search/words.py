"""What a shopper typed, as words; what they ask the database for, and where a text has them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice
from typing import Any, NamedTuple
from unicodedata import combining, normalize

from catalog.strengths import NUMBER, UNIT_BY_WORD
from catalog.units import UNITS_BY_WORD

# Longer than any medicine's name; the rest of a longer text cannot match anything.
MOST_TYPED = 100
# Each one more narrows what is found, and costs the database more.
MOST_WORDS = 8
# Of each part of what was typed, how alike a known name has to be to stand in its place (0 to 1).
ALIKE = 0.4
# Shorter ones are like too much.
SHORTEST_TO_CORRECT = 4
# Behind whatever begins with a text.
LAST_SIGN = "\U0010ffff"
# More than the alphabets of a shop have.
MOST_SIGNS = 4_096

_UNITS = "|".join(
    sorted(map(re.escape, {*UNIT_BY_WORD, *(f"{unit}s" for unit in UNIT_BY_WORD), *UNITS_BY_WORD}))
)
# "10 mg", "20/12.5mg", "5 mg/ml", "60 pills". What was read is never read another way ("?>", "*+"):
# "1,111/1,111/..." has as many ways to be read as there are subsets of its commas.
_AMOUNT = re.compile(
    rf"(?<!\w)(?:(?>{NUMBER})\s*[/+]\s*)*+(?>{NUMBER})\s*(?:{_UNITS})(?!\w)(?:\s*/\s*(?:{_UNITS})(?!\w))?",
    re.IGNORECASE,
)
_RUNS = re.compile(r"(\w+)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the database folds it, and its stem; None of one that says nothing ("the")."""

    text: str
    stem: str | None

    def begins(self, word: str) -> bool:
        """Whether another folded word begins with it, or with its stem."""
        return word.startswith(self.text) or bool(self.stem and word.startswith(self.stem))

    def query(self, weights: str) -> str:
        """PostgreSQL's tsquery for it: as a beginning, or as a stem."""
        begun = f"'{self.text}':*{weights}"
        if not self.stem:
            return begun
        return f"({begun} | '{self.stem}'{weights and f':{weights}'})"


class Called(NamedTuple):
    """A text as names are compared with it: as strings, or what stands for them in a query."""

    text: Any
    behind: Any  # whatever begins with it
    other_name: Any  # as an entry has it among its other names
    other_name_begun: Any


class Having(NamedTuple):
    """The tsqueries of what has every word: anywhere, or in parts of these weights."""

    anywhere: str
    in_a: str
    in_ab: str
    in_abc: str


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a search, in their order."""

    words: tuple[Word, ...] = ()

    @classmethod
    def first_of(cls, words: Iterable[Word]) -> "Words":
        """Each once, and no more than anybody searches for."""
        return cls(tuple(islice(dict.fromkeys(words), MOST_WORDS)))

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def called(self) -> Called:
        text = self.text
        return Called(text, f"{text}{LAST_SIGN}", f"\n{text}\n", f"\n{text}")

    @property
    def having(self) -> Having:
        return Having(*map(self.query, ("", "A", "AB", "ABC")))

    def query(self, weights: str = "") -> str:
        """The tsquery of texts that have every word, in parts of these weights ("" = any)."""
        return " & ".join(word.query(weights) for word in self._telling)

    def are_in(self, text: str) -> bool:
        """Whether every word begins a word of this text, as staff wrote it."""
        found = folded(text).split()
        return all(any(word.begins(one) for one in found) for word in self._telling)

    def marked_in(self, text: str) -> list[tuple[str, bool]]:
        """The text in parts, each with whether one of the words stands there."""
        parts = [part for run in _RUNS.split(text) for part in self._halves(run) if part[0]]
        grouped = groupby(parts, key=lambda part: part[1])
        return [("".join(text for text, _ in group), marked) for marked, group in grouped]

    @property
    def _telling(self) -> Sequence[Word]:
        return [word for word in self.words if word.stem] or self.words

    def _halves(self, run: str) -> Iterable[tuple[str, bool]]:
        """A run of letters, cut after the longest word it begins with."""
        text = folded(run)
        begun = [word.text for word in self.words if text.startswith(word.text)]
        cut = _place_after(run, len(max(begun, key=len))) if begun else 0
        return (run[:cut], True), (run[cut:], False)

    def __bool__(self) -> bool:
        return bool(self.words)


@dataclass(frozen=True, slots=True)
class Alike:
    """A name the shop knows that is like a part of what was typed; `alike` from 0 to 1."""

    typed: str
    name: str
    alike: float


def cleaned(text: str) -> str:
    """What was typed, in one line, as a database and a page can take it."""
    sound = text.encode("utf-8", "replace").decode().replace("\0", " ")
    return " ".join(sound.split())[:MOST_TYPED]


def without_amounts(text: str) -> str:
    """ "Baclofen 10 mg, 60 pills" -> "Baclofen": a medicine is found without its strength.

    A text that is nothing else stays as it is.
    """
    rest = " ".join(_AMOUNT.sub(" ", text).split())
    return rest if any(sign.isalnum() for sign in rest) else text


def to_correct(words: Words) -> tuple[str, ...]:
    """The parts of what was typed that may be meant for something else: all of it, each word."""
    parts = [words.text, *(word.text for word in words.words)]
    return tuple(dict.fromkeys(part for part in parts if len(part) >= SHORTEST_TO_CORRECT))


def corrected(words: Words, known: Iterable[Alike]) -> str:
    """What was probably meant: a name like all of it, else each word replaced by one like it.

    "" where nothing is like it.
    """
    best: dict[str, str] = {}
    for one in sorted(known, key=lambda one: (-one.alike, one.name)):
        if one.alike >= ALIKE:
            best.setdefault(one.typed, one.name)
    word_by_word = " ".join(best.get(word.text, word.text) for word in words.words)
    meant = best.get(words.text, word_by_word)
    return "" if meant == words.text else meant


def nearest_names(known: Iterable[Alike], *, least: float = 0) -> tuple[str, ...]:
    """The names that are at least so much like what was typed, the likest first, each once."""
    likest = sorted(known, key=lambda one: (-one.alike, one.name))
    return tuple(dict.fromkeys(one.name for one in likest if one.alike >= least))


def each_once(names: Iterable[str]) -> tuple[str, ...]:
    """Names that fold to the same are one: in the first one's place, as the last one is written."""
    return tuple({" ".join(folded(name).split()): name for name in names}.values())


def capitalised(name: str) -> str:
    """Substances are written small: "lioresal" -> "Lioresal"."""
    return name[:1].upper() + name[1:]


def folded(text: str) -> str:
    """As the database folds it, but for its rarest letters: to tell why a text was found."""
    return "".join(_folded(sign) for sign in text)


@lru_cache(MOST_SIGNS)
def _folded(sign: str) -> str:
    if sign in "'\N{RIGHT SINGLE QUOTATION MARK}":
        return ""
    apart = "".join(part for part in normalize("NFKD", sign) if not combining(part))
    small = apart.casefold()
    return small if small.isalnum() else " "


def _place_after(run: str, letters: int) -> int:
    """How much of a run folds to so many letters."""
    count = 0
    for place, sign in enumerate(run):
        if count >= letters:
            return place
        count += len(_folded(sign))
    return len(run)
