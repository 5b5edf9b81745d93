"""Writes pages in the owner's form, so that tests can read them back."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path

from catalog.importing.page import Page
from catalog.importing.reading import read_page
from catalog.importing.source import text_of
from catalog.pricing import PackOffer, price_table

PAGES = Path(__file__).parent / "pages"
Packs = Iterable[tuple[int, str | Decimal]]

ROW = "30$0.20$6.00 (0%)"
HEAD = "Package (num)Per pillPriceBuy"
TOP = """\
Ibuprofen: less pain, less fever

Ibuprofen

Ibuprofen takes away pain and brings a fever down.
"""
BELOW = """
It blocks the making of messengers that carry pain.

Storage

Dry and below 25°C.
"""


def own_page(name: str) -> Page:
    """One of the pages that lie beside this file, read."""
    return read_page(name, text_of((PAGES / name).read_bytes()), "USD")


def read(text: str, currency: str = "USD") -> Page:
    return read_page("ibuprofen.txt", text, currency)


def page_text(*tables: str, top: str = TOP, below: str = BELOW) -> str:
    return "\n".join([top.rstrip("\n"), *tables, below])


def table(*rows: str, label: str = "400mg", head: str = HEAD) -> str:
    return "\n".join([f"Product dosage: {label}", head, *rows])


def with_top_lines(*lines):
    return page_text(table(ROW), top="\n".join([TOP, *lines]))


def with_sections(text):
    return page_text(table(ROW), below=f"\nAn introduction of one sentence.\n\n{text}")


def kinds(page):
    return [(section.kind, section.title) for section in page.sections]


def offers(packs: Packs) -> tuple[PackOffer, ...]:
    return price_table((units, Decimal(price)) for units, price in packs)


def sign_before(offer: PackOffer) -> str:
    """60$0.87$52.00 (0%)"""
    struck = f"${offer.list_price:,} " if offer.list_price else ""
    return f"{offer.units}${offer.unit_price:,}{struck}${offer.price:,} ({offer.saving or 0}%)"


def sign_after(offer: PackOffer) -> str:
    """600.87 $52.00 $ (0%)"""
    struck = f"{offer.list_price:,} $" if offer.list_price else ""
    return f"{offer.units}{offer.unit_price:,} ${struck}{offer.price:,} $ ({offer.saving or 0}%)"


def unsigned(offer: PackOffer) -> str:
    """600.8752.00 (0%)"""
    struck = offer.list_price or ""
    return f"{offer.units}{offer.unit_price}{struck}{offer.price} ({offer.saving or 0}%)"


def piped(offer: PackOffer) -> str:
    """| 90 | 0.76 $ | ~~78.00 $~~ 68.00 $ | 13% |"""
    struck = f"~~{offer.list_price:,} $~~ " if offer.list_price else ""
    price = f"{struck}{offer.price:,} $"
    return f"| {offer.units:,} | {offer.unit_price:,} $ | {price} | {offer.saving or 0}% |"


def tabbed(offer: PackOffer) -> str:
    struck = f"{offer.list_price} " if offer.list_price else ""
    return f"{offer.units}\t{offer.unit_price}\t{struck}{offer.price}\t{offer.saving or 0}%"


def on_lines(offer: PackOffer) -> str:
    return sign_before(offer).replace("$", "\n$", 1).replace(" (", "\n(")


CLEAR: list[Callable[[PackOffer], str]] = [sign_before, piped, tabbed, on_lines]
GLUED: list[Callable[[PackOffer], str]] = [sign_after, unsigned]
