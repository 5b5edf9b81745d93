"""What the address of a list asks for: which medicines of it, in which order, which page."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Protocol
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from catalog.filters import Filter, Prescription, Sort
from catalog.money import currency_symbol, price
from catalog.places.cursor import Cursor, cursor_in
from catalog.search.words import cleaned

# What is chosen in a list; what is typed has more answers than can be kept.
CHOSEN = ("form", "rx", "stock", "sort", "after", "before")
# A search engine may ask for any page; none has so many digits.
_PAGE = re.compile(r"[1-9][0-9]{0,5}")
# "12,964.00": a comma before three digits parts thousands, as in a strength.
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]*)?")
_AMOUNT = re.compile(r"[0-9]{1,7}(?:[.,][0-9]{0,3})?|[.,][0-9]{1,3}")


class Address(Protocol):
    """The part of a QueryDict that is read here."""

    def get(self, name: str, default: str, /) -> str: ...
    def getlist(self, name: str, /) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for, as far as it can be understood; `problems` say by field what cannot.

    `typed` are the bounds of the price as they were typed.
    """

    filter: Filter = Filter()
    sort: Sort = Sort.NAME
    page: int = 1  # of what a search finds
    cursor: Cursor | None = None  # where a page of any other list begins or ends
    search: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    usual: Sort = Sort.NAME  # the order nobody has to ask for

    def known(self, forms: Collection[str]) -> "Wanted":
        """The same of a list that has these forms."""
        unknown = sorted(self.filter.forms.difference(forms))
        if not unknown:
            return self
        problem = _("There is no “%(form)s” in this list: choose from these.")
        problems = {"form": problem % {"form": unknown[0]}}
        return replace(
            self, filter=self.filter.of_forms(forms), problems={**self.problems, **problems}
        )

    def address(self, chosen: Filter, page: int = 1, cursor: Cursor | None = None) -> str:
        """The query of the same list narrowed otherwise or on another page; never empty."""
        pairs = self._pairs(chosen)
        pairs += [("page", str(page))] if page > 1 else []
        pairs += [(cursor.side, cursor.text)] if cursor else []
        return "?" + urlencode(pairs)

    def _pairs(self, chosen: Filter) -> list[tuple[str, str]]:
        pairs = [("q", self.search)] if self.search else []
        pairs += [("form", form) for form in sorted(chosen.forms)]
        pairs += [("rx", choice) for choice in sorted(chosen.prescription)]
        pairs += [("stock", "1")] if chosen.in_stock else []
        pairs += [
            (name, f"{bound}")
            for name, bound in (("min", chosen.least), ("max", chosen.most))
            if bound is not None
        ]
        return [*pairs, ("sort", self.sort.value)] if self.sort != self.usual else pairs


def wanted_in(address: Address, *, usual: Sort = Sort.NAME, search: str = "") -> Wanted:
    """What an address asks of a list that is otherwise in its `usual` order."""
    typed = {name: cleaned(address.get(name, "")) for name in ("min", "max")}
    bounds, problems = _bounds(typed)
    page, sort = address.get("page", ""), _sort(address.get("sort", ""), usual)
    return Wanted(
        filter=Filter(
            forms=frozenset(filter(None, map(cleaned, address.getlist("form")))),
            prescription=frozenset(set(Prescription.values).intersection(address.getlist("rx"))),
            in_stock=bool(address.get("stock", "")),
            least=bounds.get("min"),
            most=bounds.get("max"),
        ),
        sort=sort,
        page=int(page) if _PAGE.fullmatch(page) else 1,
        cursor=cursor_in(address, sort),
        search=search,
        typed=typed,
        problems=problems,
        usual=usual,
    )


def sorts_of(usual: Sort) -> tuple[Sort, ...]:
    """The orders a list offers: how close a medicine is to what was typed only after a search."""
    return tuple(Sort) if usual == Sort.MATCH else (Sort.NAME, Sort.PRICE)


def _sort(text: str, usual: Sort) -> Sort:
    return next((sort for sort in sorts_of(usual) if sort == text), usual)


def _bounds(typed: Mapping[str, str]) -> tuple[dict[str, Decimal], dict[str, str]]:
    bounds: dict[str, Decimal] = {}
    problems: dict[str, str] = {}
    for name, text in typed.items():
        amount = _amount(text)
        if amount is not None:
            bounds[name] = amount
        elif text:
            problems[name] = _("Enter an amount, as in %(amount)s.") % {"amount": "0.25"}
    if {"min", "max"} == bounds.keys() and bounds["min"] > bounds["max"]:
        least = price(bounds["min"])
        problems["max"] = _("Enter %(least)s or more: that is where it starts.") % {"least": least}
        bounds.clear()
    return bounds, problems


def _amount(text: str) -> Decimal | None:
    bare = text.removeprefix(currency_symbol()).strip()
    bare = bare.replace(",", "") if _GROUPED.fullmatch(bare) else bare
    return Decimal(bare.replace(",", ".")) if _AMOUNT.fullmatch(bare) else None
