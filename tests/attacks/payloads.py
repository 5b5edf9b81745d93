"""A shop in which every text is an attack, and what of a page has come out of one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from html.parser import HTMLParser

from django.apps import apps
from django.db import Error, connection, models, transaction

from checkout.accounts.models import Session
from tests.catalog.test_constraints import check_deferred_constraints

# Made up, so that no page of ours has it: an element, an attribute, a handler, a link, a template.
MARK = "zq"
ATTACK = (
    "{mark}<zq-x onzq=1>\"zq=1 '><script>zq()</script><img src=zq onerror=zq()>"
    "[zq](javascript:zq()) <javascript:zq()> zq{{{{ 7|add:'9990' }}}} {{% zq %}}"
)
SHORT = "{mark}\"><zq-x>'"
SHORTEST = '"><zq>'
COMPUTED = "zq9997"
FORMULA = "=zq+1"
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
TEXTS = (models.CharField, models.TextField)
# What is looked up or sent by what stands in it, and no page writes as somebody typed it.
NO_TEXTS = (models.SlugField, models.EmailField, models.URLField, models.FilePathField)
# Of other packages: nobody's page shows them, or a program reads them.
OF_OTHERS = {
    *("contenttypes", "sessions", "sites", "flatpages", "auth", "admin", "pghistory", "mfa"),
    *(
        "analytics",
        "communication",
        "offer",
        "voucher",
        "wishlists",
        "reviews",
        "history",
        "search",
    ),
    *("places", "running", "thumbnail", "treebeard", "account"),
}
# Parts of addresses, which the shop makes itself.
MADE = {"leaflets.Leaflet.address", "pictures.Picture.address"}
# By their names: codes, states and keys that the shop itself writes.
CODES = re.compile(
    r"(^|_)(number|code|sku|digest|sha256|token|key|state|status|kind|currency|address_of|id|label"
    r"|unit|label|path|structure|how|upc|url|loop|iso.*|strength|because|telling|way|severity|legal.*"
    r"|password|name_in_vault|same_person|text_folded|pages|original|image|card)$"
)


@dataclass
class Filled:
    """The columns that hold an attack now, by its mark, and those the database keeps from it."""

    columns: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


def fill_every_text(attack: str = "") -> Filled:
    """Every text of every row becomes an attack; a number behind its mark tells the column."""
    filled = Filled()
    for model in apps.get_models():
        meta = model._meta
        if meta.app_label in OF_OTHERS or meta.proxy or not meta.managed or model is Session:
            continue
        for column in meta.local_fields:
            name = f"{meta.label}.{column.name}"
            if is_a_text(column) and name not in MADE:
                mark = f"{MARK}{len(filled.columns)}_"
                problem = _put(model, column, attack or attack_for(column, mark))
                if problem:
                    filled.refused[name] = problem
                else:
                    filled.columns[mark] = name
    return filled


def is_a_text(column: models.Field) -> bool:
    is_typed = isinstance(column, TEXTS) and not isinstance(column, NO_TEXTS)
    return (
        is_typed and not column.choices and not column.primary_key and not CODES.search(column.name)
    )


def attack_for(column: models.Field, mark: str) -> str:
    longest = column.max_length or 10_000
    texts = (ATTACK.format(mark=mark), SHORT.format(mark=mark), SHORTEST)
    return next((text for text in texts if len(text) <= longest), "")


def _put(model: type[models.Model], column: models.Field, attack: str) -> str:
    """Into all rows, past the triggers that keep what was written once; why it cannot be."""
    rows = model._base_manager.all()
    value = models.functions.Concat(
        models.Value(attack), models.functions.Cast("pk", models.TextField())
    )
    put = {
        column.name: value
        if column.unique and len(attack) < (column.max_length or 999) - 9
        else attack
    }
    problem = ""
    for put_in in (rows.update, partial(_past_the_triggers, model)):
        try:
            with transaction.atomic():
                put_in(**put)
                check_deferred_constraints()
                return ""
        except Error as error:
            problem = str(error).partition("\n")[0]
    return problem


def _past_the_triggers(model: type[models.Model], **put: object) -> None:
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        model._base_manager.update(**put)
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


class Injected(HTMLParser):
    """What of a page is an element, an attribute, a script or a link of somebody else's."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.text: list[str] = []
        self._script: str | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if MARK in tag or any(MARK in name for name, _value in attrs):
            self.found.append(f"<{tag} {attrs}>")
        for name, value in attrs:
            self._attribute(tag, name, value or "")
        if tag == "script":
            self._script = values.get("type", "") or values.get("src", "")
            if not self._script:
                self.found.append("an inline script")

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag):
        if tag == "script":
            self._script = None

    def handle_data(self, data):
        if self._script is not None and "<" in data:
            self.found.append(f"a script that may end early: {data[:80]}")
        self.text.append(data)

    def handle_comment(self, data):
        if MARK in data:
            self.found.append(f"a comment: {data[:80]}")

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name.startswith("on") and name != "on":
            self.found.append(f"<{tag} {name}={value[:60]}>")
        leads = name in ("href", "src", "action", "formaction", "srcset", "data", "poster", "cite")
        runs = re.match(r"\s*(javascript|data|vbscript):(?!image/)", value, re.IGNORECASE)
        if leads and runs:
            self.found.append(f"<{tag} {name}={value[:60]}>")
        if name in ("style", "srcdoc") and MARK in value:
            self.found.append(f"<{tag} {name}={value[:60]}>")
        self.text.append(value)


def injected_into(html: str) -> list[str]:
    page = Injected(html)
    words = " ".join(page.text)
    return page.found + ([f"{COMPUTED}: a template was filled in"] if COMPUTED in words else [])


def formulas_in(rows: Iterable[Iterable[object]]) -> list[str]:
    """Cells a spreadsheet would compute."""
    return [
        cell for row in rows for cell in row if isinstance(cell, str) and cell.startswith(FORMULAS)
    ]
