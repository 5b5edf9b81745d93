"""A shop with one of everything in public, and what stands in the head of a page."""

import json
import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.test import Client
from django.utils import timezone

from catalog.demo.shopfacts import add_demo_facts
from catalog.texts.actions import put_text
from catalog.texts.kinds import TextKind
from tests.factories import a_category, a_dosage, a_medicine, a_pack, baclofen, put_on_the_shelf


def open_a_shop() -> None:
    """Medicines of every class, some sold out; a category with medicines; every text."""
    add_demo_facts()
    category = a_category("Muscle relaxants")
    baclofen(category=category, headline="For stiff muscles", also_known_as="Lioresal, Gablofen")
    a_pack(a_dosage(a_medicine("Cetirizine", legal_class="GSL")), 30, "7.00")
    sold_out = a_dosage(a_medicine("Naproxen", legal_class="P", category=category), "250mg")
    a_pack(sold_out, 28, "12964.00")
    put_on_the_shelf(0, type(sold_out).objects.filter(pk=sold_out.pk))
    mixed = a_dosage(a_medicine("Codeine", legal_class="P"), "30mg")
    a_pack(mixed, 12, "4.00")
    a_pack(mixed, 100, "20.00", legal_class="CD")
    a_pack(a_dosage(a_medicine("Morphine", legal_class="CD"), "10mg"), 60, "90.00")
    a_pack(a_dosage(a_medicine("Salt", legal_class="GSL")), 100, "0.01")
    for kind in TextKind:
        put_text(kind, f"What we say about {kind.value}.", now=timezone.now())


@dataclass(frozen=True)
class Page:
    """A page as search engines read it."""

    address: str
    html: str

    @classmethod
    def at(cls, address: str) -> "Page":
        response = Client().get(address)
        assert response.status_code == 200, address
        assert not response.cookies, address
        assert "Cookie" not in response.get("Vary", ""), address
        return cls(address, response.content.decode())

    @property
    def title(self) -> str:
        return " ".join(unescape(re.search(r"(?s)<title>(.*?)</title>", self.html)[1]).split())

    def headings(self) -> list[str]:
        return re.findall(r"(?s)<h1[ >].*?</h1>", self.html)

    def meta(self, name: str) -> list[str]:
        return [
            unescape(content)
            for content in re.findall(
                rf'<meta (?:name|property)="{name}" content="([^"]*)">', self.html
            )
        ]

    @property
    def canonical(self) -> str:
        [address] = re.findall(r'<link rel="canonical" href="([^"]*)">', self.html)
        return address

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        """Each name of the breadcrumb with where it leads; "" for the page itself."""
        nav = re.search(r'(?s)<nav class="crumbs".*?</nav>', self.html)
        links = r'<li><a href="([^"]*)">([^<]*)</a></li>|<li aria-current="page">([^<]*)</li>'
        return [
            (unescape(name or here), path)
            for path, name, here in re.findall(links, nav[0] if nav else "")
        ]

    @property
    def graph(self) -> dict[str, dict[str, Any]]:
        """The things described in JSON-LD, by type."""
        data = re.findall(r'(?s)<script type="application/ld\+json">(.*?)</script>', self.html)
        things = [thing for text in data for thing in json.loads(text)["@graph"]]
        by_type = {thing["@type"]: thing for thing in things}
        assert len(by_type) == len(things)
        return by_type

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The pack tables as they are shown: unit price, price, whether there is a button."""
        rows = re.findall(r'(?s)<tr role="row".*?</tr>', self.html)
        return [
            {
                "unit_price": _figure(row, "c-u"),
                "price": _figure(row, "c-p"),
                "button": "<button" in row,
                "words": " ".join(re.sub(r"<[^>]+>", " ", row).split()),
            }
            for row in rows
            if 'role="rowheader"' in row
        ]


def _figure(row: str, column: str) -> str:
    return re.search(rf'(?s)class="{column}"><b>([^<]*)</b>', row)[1]
