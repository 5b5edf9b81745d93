"""The demo's files against the directory they rest on and the rules of the shop."""

import re
from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils.text import slugify

from catalog.demo.content import FOLDER, DemoDosage, DemoMedicine, categories, medicines
from catalog.demo.source import NdcRow, ndc_rows, rows_of, scheduled_substances
from catalog.demo.texts import classes_of
from catalog.legal_class import LegalClass, stricter_of
from catalog.pricing import PackOffer, price_table
from catalog.strengths import is_strength, strength_key
from catalog.units import Unit

MEDICINES = medicines()
BACLOFEN = next(medicine for medicine in MEDICINES if medicine.name == "Baclofen")
FROM_THE_DIRECTORY = [medicine for medicine in MEDICINES if medicine is not BACLOFEN]
DOSAGES = [(medicine, dosage) for medicine in MEDICINES for dosage in medicine.dosages]

IN_MG = {"g": Fraction(1000), "mg": Fraction(1), "mcg": Fraction(1, 1000), "ug": Fraction(1, 1000)}
# What one tablet, puff or patch holds, in mg; what 1 g or 1 mL of a cream or a liquid holds.
Strength = tuple[tuple[Fraction, str], ...]


def shop_strength(label: str) -> Strength:
    """ "875mg/125mg" as two amounts of one unit, "1%" and "100mg/5ml" as an amount in g or mL."""
    if label.endswith("%"):
        return ((Fraction(label[:-1]) * 10, "g or mL"),)
    if liquid := re.fullmatch(r"([0-9.]+)mg/([0-9]+)ml", label):
        return ((Fraction(liquid[1]) / Fraction(liquid[2]), "g or mL"),)
    parts = [re.fullmatch(r"([0-9.]+)(g|mg|mcg)", part) for part in label.split("/")]
    return tuple((Fraction(part[1]) * IN_MG[part[2]], "unit") for part in parts if part)


def directory_strength(row: NdcRow, *, per_sachet: bool) -> Strength:
    """The directory's columns, such as "875; 125" and "mg/1; mg/1", read in the same way.

    A sachet is known by what one of them holds: ".5 mg/.5g" as 0.5 mg. A unit misprinted in the
    directory ("1/1") makes an amount of 0, which is no strength of ours.
    """
    numbers, units = row.active_numerator_strength.split("; "), row.active_ingred_unit.split("; ")
    amounts = []
    for number, unit in zip(numbers, units, strict=True):
        mass, _, per = unit.partition("/")
        mg = Fraction(number) * IN_MG.get(mass, 0)
        amounts.append(_amount(mg, "1" if per_sachet else per))
    return tuple(amounts)


def _amount(mg: Fraction, per: str) -> tuple[Fraction, str]:
    volume = re.fullmatch(r"([0-9.]*)(?:g|mL)", per)
    return (mg / Fraction(volume[1] or 1), "g or mL") if volume else (mg, "unit")


def rows_behind(medicine: DemoMedicine, dosage: DemoDosage) -> list[NdcRow]:
    """The rows with the medicine's generic name and form and the dosage's strength."""
    per_sachet = medicine.unit == Unit.SACHET and not dosage.label.endswith("%")
    strength = shop_strength(dosage.label)
    return [
        row
        for row in rows_of(medicine.slug)
        if row.nonproprietaryname.casefold() == medicine.generic_name
        and row.is_of_form(medicine.form)
        and directory_strength(row, per_sachet=per_sachet) == strength
    ]


def offers(dosage: DemoDosage) -> tuple[PackOffer, ...]:
    return price_table((pack.units, pack.price) for pack in dosage.packs)


def test_about_sixty_medicines_stand_in_about_twelve_categories():
    assert 55 <= len(MEDICINES) <= 65
    assert 11 <= len(categories()) <= 14
    assert len({medicine.slug for medicine in MEDICINES}) == len(MEDICINES)
    used = {slug for medicine in MEDICINES for slug in medicine.categories}
    assert used == {category.slug for category in categories()}
    assert all(slugify(category.slug) == category.slug for category in categories())


@pytest.mark.parametrize(
    ("medicine", "dosage"),
    [pair for pair in DOSAGES if pair != (BACLOFEN, BACLOFEN.dosages[1])],
    ids=lambda part: part.name if isinstance(part, DemoMedicine) else part.label,
)
def test_every_dosage_is_in_the_directory_and_sold_as_it_says(medicine, dosage):
    rows = rows_behind(medicine, dosage)

    assert rows
    prescription_only = medicine.legal_class == LegalClass.POM
    assert any(row.needs_prescription == prescription_only for row in rows)


def test_the_25_mg_baclofen_is_the_owners_and_a_pharmacist_is_told():
    assert [dosage.label for dosage in BACLOFEN.dosages] == ["10mg", "25mg"]
    assert not rows_behind(BACLOFEN, BACLOFEN.dosages[1])
    assert BACLOFEN.check_note == "25 mg is on sale, but the text describes 10 mg and 20 mg."


def test_nothing_is_scheduled_and_nothing_is_injected():
    assert "ACETAMINOPHEN; CODEINE PHOSPHATE" in scheduled_substances()
    for row in ndc_rows():
        assert row.deaschedule == ""
        assert row.substancename not in scheduled_substances()
        assert row.routename in {"ORAL", "TOPICAL", "TRANSDERMAL", "RESPIRATORY (INHALATION)"}
        assert row.producttypename in {"HUMAN PRESCRIPTION DRUG", "HUMAN OTC DRUG"}


def test_the_extract_holds_no_row_the_demo_does_not_use():
    assert {row.medicine for row in ndc_rows()} == {medicine.slug for medicine in MEDICINES}
    for medicine in FROM_THE_DIRECTORY:
        rows = rows_of(medicine.slug)
        behind_dosages = {
            row for dosage in medicine.dosages for row in rows_behind(medicine, dosage)
        }
        brands = {name.casefold() for name in medicine.also_known_as}
        spare = [
            row
            for row in rows
            if row not in behind_dosages
            and row.proprietaryname.casefold() not in brands
            and not (row.classes and not classes_of(tuple(behind_dosages)))
        ]
        assert spare == []


def test_brand_names_are_the_directorys():
    for medicine in MEDICINES:
        on_file = {row.proprietaryname.casefold() for row in rows_of(medicine.slug)}
        assert {name.casefold() for name in medicine.also_known_as} <= on_file


def test_a_page_says_the_class_on_file_and_claims_nothing_else():
    for medicine in FROM_THE_DIRECTORY:
        classes = classes_of(rows_of(medicine.slug))
        if classes:
            said = [name for name in classes if name.casefold() in medicine.summary.casefold()]
            assert said, medicine.name
            assert re.search(r" belongs to the class(es)? of |, listed as an ", medicine.summary)
        else:
            said = r"[\w ]+, (sold without a prescription|in single-use sachets)\."
            assert re.fullmatch(said, medicine.summary)
            assert medicine.headline == f"Active ingredient: {medicine.generic_name}"
        assert medicine.introduction == ""
        assert medicine.sections == ()


def test_what_a_tube_or_a_bottle_holds_is_in_the_directory():
    known = [medicine for medicine in MEDICINES if medicine.one_unit_holds]
    assert {medicine.unit for medicine in known} == {"tube", "bottle"}
    for medicine in known:
        amount = f" {medicine.one_unit_holds} in 1 {medicine.unit.upper()}"
        for dosage in medicine.dosages:
            rows = rows_behind(medicine, dosage)
            assert any(amount in f" {row.packages}" for row in rows), medicine.name


@pytest.mark.parametrize("medicine", MEDICINES, ids=lambda medicine: medicine.name)
def test_a_medicine_keeps_the_rules_of_the_shop(medicine):
    assert medicine.legal_class in {LegalClass.POM, LegalClass.P, LegalClass.GSL}
    assert medicine.unit in Unit.values
    assert medicine.headline
    assert medicine.summary
    labels = [dosage.label for dosage in medicine.dosages]
    assert 1 <= len(labels) <= 12
    assert len(set(labels)) == len(labels)
    assert all(is_strength(label) and strength_key(label) == label for label in labels)
    if medicine.max_units_per_order is not None:
        smallest = [dosage.packs[0].units for dosage in medicine.dosages]
        assert max(smallest) <= medicine.max_units_per_order


@pytest.mark.parametrize(
    ("medicine", "dosage"),
    DOSAGES,
    ids=lambda part: part.name if isinstance(part, DemoMedicine) else part.label,
)
def test_the_packs_of_a_dosage_can_be_sold(medicine, dosage):
    units = [pack.units for pack in dosage.packs]
    assert 1 <= len(units) <= 10
    assert units == sorted(set(units))
    assert units[0] >= 1
    assert dosage.units_on_hand >= 0
    for pack in dosage.packs:
        assert isinstance(pack.price, Decimal)
        assert pack.price > 0
        assert pack.price.as_tuple().exponent == -2
        if pack.legal_class:
            assert stricter_of(medicine.legal_class, pack.legal_class) != medicine.legal_class
    prices = [pack.price for pack in dosage.packs]
    assert prices == sorted(set(prices))


def test_the_demo_shows_every_case_a_price_table_knows():
    every = [offer for _, dosage in DOSAGES for offer in offers(dosage)]
    tiers = Counter(len(dosage.packs) for _, dosage in DOSAGES)

    assert {1, 2, 3, 4, 5, 6, 10} <= set(tiers)
    assert any(offer.dearer_than_base for offer in every)
    assert any(offer.base and offer.rate == offer.base.rate for offer in every)
    assert any(
        offer.base and offer.saving is None and offer.rate < offer.base.rate for offer in every
    )
    assert any(offer.unit_price < Decimal("0.10") for offer in every)
    assert any(offer.price >= 1000 for offer in every)
    assert any(pack.legal_class for _, dosage in DOSAGES for pack in dosage.packs)


def test_the_demo_shows_every_kind_of_medicine():
    units = {medicine.unit for medicine in MEDICINES}
    assert units == {"pill", "capsule", "inhaler", "tube", "bottle", "sachet", "patch"}
    assert {medicine.legal_class for medicine in MEDICINES} == {"POM", "P", "GSL"}
    assert any(medicine.max_units_per_order for medicine in MEDICINES)
    assert any(medicine.minimum_age for medicine in MEDICINES)
    assert any(len(medicine.categories) > 1 for medicine in MEDICINES)
    combined = [m for m in MEDICINES if any(d.label == "875mg/125mg" for d in m.dosages)]
    assert [medicine.name for medicine in combined] == ["Amoxicillin and clavulanate"]
    assert {6, 12} <= {len(medicine.dosages) for medicine in MEDICINES}


def test_some_dosages_one_medicine_and_some_large_packs_are_sold_out():
    sold_out = [(medicine, dosage) for medicine, dosage in DOSAGES if not dosage.units_on_hand]
    assert len(sold_out) >= 5
    wholly = [m for m in MEDICINES if not any(dosage.units_on_hand for dosage in m.dosages)]
    assert [medicine.name for medicine in wholly] == ["Clotrimazole cream"]
    assert any(0 < d.units_on_hand < d.packs[-1].units for _, d in DOSAGES)


def test_the_source_is_named_beside_the_extract():
    text = (FOLDER / "SOURCE.md").read_text()
    assert "National Drug Code directory" in text
    assert "April 2019" in text
