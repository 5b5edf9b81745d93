"""What one look at one page found: a line that a process of the run hands to the table."""

import gzip
import json
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Page, Response

from tests.journeys import measures

# How the browser calls what it asks for, and the figure it belongs to.
KINDS = {"document": "html", "stylesheet": "css", "script": "js", "font": "font"}


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes on the wire by kind, text being compressed, pictures left out; and how many answers."""

    html: int
    css: int
    js: int
    font: int
    requests: int


@dataclass(frozen=True, slots=True)
class Look:
    """What the gates found on a page, and how it weighs and moves opened cold."""

    page: str
    findings: int
    weight: Weight
    shift: float

    @classmethod
    def at(cls, page: Page, findings: list[str]) -> Self:
        return cls(page_type(page), len(findings), *_opened_cold(page))

    def note(self, notes: Path) -> None:
        """As one line, which several processes may write at once."""
        with notes.open("a") as lines:
            lines.write(f"{json.dumps(asdict(self))}\n")

    @classmethod
    def noted(cls, line: str) -> Self:
        values = json.loads(line)
        return cls(**values | {"weight": Weight(**values["weight"])})


def page_type(page: Page) -> str:
    """What urls.py calls it: "medicine", "cart"; an address it does not know is "not found"."""
    try:
        return str(resolve(urlsplit(page.url).path).url_name)
    except Resolver404:
        return "not found"


def _opened_cold(page: Page) -> tuple[Weight, float]:
    """The same address for the same visitor in a window without a cache."""
    answers: list[Response] = []
    window = page.context.new_page()
    window.context.new_cdp_session(window).send("Network.setCacheDisabled", {"cacheDisabled": True})
    window.add_init_script(measures.SUM_OF_LAYOUT_SHIFTS)
    window.on("response", lambda answer: answers.append(answer))
    window.goto(page.url, wait_until="networkidle")
    shift = window.evaluate("shifts")
    weight = _weight(answers)
    window.close()
    return weight, shift


def _weight(answers: list[Response]) -> Weight:
    bytes_of: Counter[str] = Counter()
    asked = [answer for answer in answers if answer.request.resource_type in KINDS]
    for answer in asked:
        if answer.status < 300 or answer.status >= 400:
            bytes_of[KINDS[answer.request.resource_type]] += _on_the_wire(answer)
    return Weight(*(bytes_of[kind] for kind in KINDS.values()), requests=len(asked))


def _on_the_wire(answer: Response) -> int:
    body = answer.body()
    return len(body) if answer.request.resource_type == "font" else len(gzip.compress(body))
