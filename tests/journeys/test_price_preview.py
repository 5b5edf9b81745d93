"""What the price grid says while staff type is what the shop says, sentence by sentence."""

from decimal import Decimal
from random import Random

import pytest
from django.core.exceptions import ValidationError

from catalog.admin.price_fields import price_typed, units_typed
from catalog.demo.staff import add_demo_staff
from catalog.money import price as money
from catalog.prices.rules import DosagePrices, PricedPack, Terms, price_notes
from catalog.prices.scheduled import ScheduledPrice
from catalog.pricing import margin, price_table
from catalog.units import UnitWords
from tests.catalog.prices.scheduling import Clock, schedule, worker_comes
from tests.factories import a_dosage, a_medicine, a_pack
from tests.journeys.staff import note, open_medicine

pytestmark = pytest.mark.django_db(transaction=True)


def random_tables(seed: int, count: int):
    """Packs of one dosage: tiny and huge, cheap and dear, ties and packs off sale."""
    random = Random(seed)
    for _ in range(count):
        sizes = random.sample([*range(1, 40), 60, 90, 120, 365, 999, 12_345, 999_999], 5)
        if random.random() < 0.3:
            sizes = [10 + number for number in range(5)]  # as saved: the prices alone move
        top = random.choice([50, 1_000, 2_000, 100_000, 9_999_999_999])
        prices = [Decimal(random.randint(1, top)) / 100 for _ in sizes]
        if random.random() < 0.3:
            prices = [Decimal(units) * 7 / 100 for units in sizes]  # a tie all along
        yield [
            (units, price.quantize(Decimal("0.01")), random.random() < 0.85)
            for units, price in zip(sizes, prices, strict=True)
        ]


def expected(packs, cost, before) -> list[list[str]]:
    """Per unit, list price, saving, standing, margin and notes of each pack, as the shop has it.

    The last is what is said about the whole dosage, and whether it all may be saved unread.
    """
    on_sale = price_table((units, price) for units, price, sold in packs if sold)
    offers = {offer.units: offer for offer in on_sale}
    keyed = [
        PricedPack(was.key, *pack, was.scheduled) for was, pack in zip(before, packs, strict=True)
    ]
    terms = Terms(UnitWords.of("pill"), 20)
    notes = price_notes(DosagePrices(before), DosagePrices(keyed, cost), terms)
    said = [[note.text for note in notes if note.key == number] for number in (*range(5), None)]
    rows = [
        [*_cells(offers.get(units)), _margin(offers.get(units), cost), "\n".join(said[number])]
        for number, (units, _price, _sold) in enumerate(packs)
    ]
    return [*rows, ["\n".join(said[-1]), str(sum(note.is_asked for note in notes))]]


def _cells(offer) -> list[str]:
    if offer is None:
        return ["", "", "", "Off sale"]
    standing = "Best per pill" if offer.is_best else "" if offer.base else "Base"
    return [
        money(offer.unit_price),
        money(offer.list_price) if offer.list_price else "",
        f"−{offer.saving}%" if offer.saving else "",
        standing,
    ]


def _margin(offer, cost) -> str:
    if offer is None or cost is None:
        return ""
    percent = margin(offer.price, offer.units, cost)
    return f"{'−' if percent < 0 else ''}{abs(percent)}%"


TYPE_AND_READ = """([packs, cost]) => {
    const rows = [...document.querySelectorAll("tr[data-pack]")].slice(0, packs.length);
    packs.forEach(([units, price, sold], index) => {
        rows[index].querySelector("[data-units]").value = units;
        rows[index].querySelector("[data-price]").value = price;
        rows[index].querySelector("[data-sale]").checked = sold;
    });
    document.querySelector("[data-cost]").value = cost;
    rows[0].querySelector("[data-price]").dispatchEvent(new Event("input", { bubbles: true }));
    const text = (row, name) => {
        const first = row.querySelector(`[data-show=${name}]`).firstChild?.textContent ?? "";
        return first === "none" ? "" : first;
    };
    const said = (node) => [...node.querySelectorAll("p")].map((p) => p.textContent).join("\\n");
    return [
        ...rows.map((row) => [
            ...["unit", "list", "saving", "best", "margin"].map((name) => text(row, name)),
            said(row.nextElementSibling),
        ]),
        [
            said(document.querySelector("[data-notes]")),
            String(JSON.parse(document.querySelector("[name=read_notes]").value).length),
        ],
    ];
}"""


def some_scheduled(packs) -> list[PricedPack]:
    """As the shop knows them: of one a scheduled price runs, of another it waits, of one both."""
    clock = Clock()
    for pack in packs[:2]:
        schedule(pack, "10.00", clock.at(1), clock.at(9))
    worker_comes(clock.at(1))
    for pack in packs[1:3]:
        schedule(pack, "9.00", clock.at(9))
    ahead = ScheduledPrice.objects.ahead_by_pack()
    return [
        PricedPack(number, pack.units, Decimal(10), True, ahead.get(pack.pk, ()))
        for number, pack in enumerate(packs)
    ]


def test_the_preview_says_what_the_shop_says(page):
    add_demo_staff()
    medicine = a_medicine("Any")
    dosage = a_dosage(medicine)
    before = some_scheduled([a_pack(dosage, 10 + number, Decimal(10)) for number in range(5)])
    assert [len(pack.scheduled) for pack in before] == [1, 2, 1, 0, 0]
    open_medicine(page, medicine)
    random = Random(20261126)

    for packs in random_tables(seed=20261122, count=300):
        cost = random.choice([None, Decimal("0.3125"), Decimal("0.05"), packs[0][1] / packs[0][0]])
        cost = cost and round(cost, 4)
        typed = [[str(units), str(price), sold] for units, price, sold in packs]
        shown_now = page.evaluate(TYPE_AND_READ, [typed, "" if cost is None else str(cost)])
        assert shown_now == expected(packs, cost, before), (packs, cost)


def said_by_the_shop(units: str, price: str) -> str:
    words = []
    for check in (lambda: units_typed(units, "pills"), lambda: price_typed(price)):
        try:
            check()
        except ValidationError as refused:
            words += refused.messages
    return "\n".join(words)


TYPED = [
    ("10", "5"),
    ("", "5"),
    ("0", "5"),
    ("-1", "5"),
    ("1.5", "5"),
    ("1000000", "5"),
    ("010", "05.5"),
    ("10", ""),
    ("10", "."),
    ("10", "5."),
    ("10", ".5"),
    ("10", "0"),
    ("10", "-5"),
    ("10", "0.004"),
    ("10", "151.005"),
    ("10", "5,50"),
    ("10", "$5"),
    ("10", "1e3"),
    ("10", "99999999.99"),
    ("10", "100000000"),
    ("x", "y"),
]


def test_the_script_refuses_what_the_shop_refuses_in_the_same_words(page):
    add_demo_staff()
    medicine = a_medicine("Any")
    a_pack(a_dosage(medicine), 10, "10.00")
    open_medicine(page, medicine)
    row = page.locator("tr[data-pack]").first

    for units, price in TYPED:
        row.locator("[data-units]").fill(units)
        row.locator("[data-price]").fill(price)
        refused = note(row) if row.locator("[aria-invalid=true]").count() else ""
        assert refused == said_by_the_shop(units, price), (units, price)
