"""Importing pages into a shop: the page is the whole truth about its medicine."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.importing.page import PageError
from catalog.models import Dosage, Product
from tests.catalog.importing.shop import (
    FIRST,
    RX,
    found,
    ibuprofen,
    imported,
    own,
    prices,
    said,
    whole_shop,
)
from tests.catalog.importing.writing import BELOW, TOP, page_text, table
from tests.catalog.leaflets.papers import stand_for
from tests.factories import BACLOFEN, a_medicine, put_on_the_shelf

pytestmark = pytest.mark.django_db


class TestNewMedicine:
    def test_the_owners_page_brings_its_twelve_packs_to_the_cent(self):
        report = imported(own("baclofen.txt"))

        assert prices("baclofen") == sorted(
            (label, units, price) for label, packs in BACLOFEN.items() for units, price in packs
        )
        assert report.is_new
        assert said(report)[0] == "1: Baclofen: new medicine."
        assert "10: 10 mg, 60 pills: new, $52.00." in said(report)

    def test_its_texts_are_stored(self):
        imported(own("salbutamol.txt"))

        medicine = Product.objects.medicines().get(slug="salbutamol")
        assert medicine.title == "Salbutamol"
        assert medicine.headline == "Room to breathe within minutes"
        assert medicine.summary == "Salbutamol widens tight airways in asthma."
        assert medicine.introduction.startswith("It relaxes the muscle")
        assert medicine.also_known_as == "Albuterol, Ventolin, Proventil"
        assert (medicine.unit, medicine.legal_class) == ("inhaler", "POM")
        assert [dosage.label for dosage in medicine.dosages.all()] == ["200mcg", "100mcg"]
        assert list(medicine.sections.values_list("kind", "title")) == [
            ("storage", "Storage"),
            ("possible_side_effects", "Possible side effects"),
            ("other", "Cleaning the mouthpiece"),
            ("missed_dose", "Missed dose"),
            ("other", "Available strengths"),
        ]

    def test_it_has_no_stock_until_staff_receive_some_and_the_report_says_so(self):
        report = imported(ibuprofen())

        assert Dosage.objects.get().units_on_hand == 0
        assert "400 mg: nothing is left to sell, receive its stock" in found(report)
        assert "/admin/catalogue/dosage/" in found(report)
        assert "sold out" in found(report)
        assert "400 mg: nothing is left to sell" in found(imported(ibuprofen())), "still so"
        put_on_the_shelf(30)
        assert "on hand" not in found(imported(ibuprofen()))
        assert "stands in no category" in found(report)

    def test_it_is_published_with_its_packs(self):
        imported(ibuprofen())

        medicine = Product.objects.published().get()
        assert medicine.children.count() == medicine.children.filter(is_public=True).count() == 2

    def test_a_live_shop_keeps_it_back_until_its_text_is_reviewed_and_says_so(self, settings):
        assert "reviewed its text" not in found(imported(ibuprofen()))
        settings.LIVE = True

        assert "Shoppers do not see this medicine until a pharmacist has reviewed its text" in (
            found(imported(ibuprofen()))
        )

        assert not Product.objects.published().exists()
        stand_for(Product.objects.medicines().get())
        assert "reviewed its text" not in found(imported(ibuprofen()))
        assert Product.objects.published().exists()

    def test_without_a_legal_class_it_is_prescription_only_and_that_is_said(self):
        report = imported(ibuprofen(top=TOP))

        assert Product.objects.medicines().get().legal_class == "POM"
        assert "No legal class is named: taken as prescription-only" in found(report)

    def test_a_strength_its_text_does_not_describe_marks_it_for_a_pharmacist(self):
        report = imported(own("baclofen.txt"))

        note = Product.objects.medicines().get().check_note
        assert note.replace("\u00a0", " ") == (
            "25 mg is on sale, but the text describes 10 mg and 20 mg."
        )
        assert "pharmacist to check" in found(report)

    def test_a_controlled_medicine_is_kept_but_said_not_to_sell(self):
        report = imported(ibuprofen(top=f"{TOP}\nLegal class: CD\n"))

        assert Product.objects.medicines().get().legal_class == "CD"
        assert "controlled medicine cannot be sold here" in found(report)


class TestAgain:
    @pytest.mark.parametrize(
        "name", ["baclofen", "salbutamol", "cetirizine", "omeprazole", "hydrocortisone"]
    )
    def test_twice_changes_nothing(self, name):
        imported(own(f"{name}.txt"))
        before = whole_shop()

        with CaptureQueriesContext(connection) as queries:
            report = imported(own(f"{name}.txt"))

        assert said(report) == []
        assert whole_shop() == before
        writes = re.compile("INSERT|UPDATE (?!OF)|DELETE")
        assert not [query["sql"] for query in queries if writes.match(query["sql"])]

    def test_every_price_change_is_listed_old_and_new_with_its_line(self):
        imported(ibuprofen())

        report = imported(ibuprofen("30$0.25$7.50 (0%)", "90$0.15$22.50 $13.50 (40%)"))

        assert said(report) == ["10: 400 mg, 30 pills: $6.00 -> $7.50."]
        assert prices() == [("400mg", 30, "7.50"), ("400mg", 90, "13.50")]

    def test_a_pack_no_longer_listed_is_taken_off_sale_and_comes_back_with_the_page(self):
        imported(ibuprofen())
        pack = Product.objects.packs().get(units=90)

        report = imported(ibuprofen(FIRST[0]))
        assert said(report) == ["8: 400 mg, 90 pills: no longer on the page, taken off sale."]
        assert prices(on_sale=False) == [("400mg", 90, "13.50")]
        assert [offer.units for offer in report.dosages[0].offers] == [30]
        assert said(imported(ibuprofen(FIRST[0]))) == []

        report = imported(ibuprofen())
        assert said(report) == ["11: 400 mg, 90 pills: on sale again."]
        assert Product.objects.packs().get(units=90, is_public=True).pk == pack.pk

    def test_a_dosage_no_longer_listed_keeps_its_stock_and_sells_no_pack(self):
        imported(ibuprofen())
        put_on_the_shelf(500)

        report = imported(ibuprofen(label="600mg"))

        assert prices() == [("600mg", 30, "6.00"), ("600mg", 90, "13.50")]
        assert Dosage.objects.get(label="400mg").units_on_hand == 500
        assert "1: 400 mg, 30 pills: no longer on the page, taken off sale." in said(report)
        assert "8: 600 mg: new dosage." in said(report)

    def test_dosages_come_in_the_order_of_the_page(self):
        first, second = table(FIRST[0], label="400mg"), table(FIRST[0], label="600mg")
        imported(page_text(first, second, top=RX))

        report = imported(page_text(second, first, top=RX))

        assert [dosage.label for dosage in Dosage.objects.all()] == ["600mg", "400mg"]
        assert said(report) == [
            "8: 600 mg: dosage number 1 of the page now.",
            "11: 400 mg: dosage number 2 of the page now.",
        ]

    def test_changed_texts_are_listed(self):
        imported(ibuprofen())

        top = RX.replace("less pain", "no pain").replace("brings a", "ends a")
        below = BELOW.replace("Dry", "Cool").replace("messengers", "substances")
        report = imported(ibuprofen(top=f"{top}Synonyms: Advil\n", below=below))

        assert said(report) == [
            '1: headline: "Less pain, less fever" -> "No pain, less fever".',
            "1: summary: changed.",
            "1: introduction: changed.",
            '1: synonyms: nothing -> "Advil".',
            '16: section "Storage": changed.',
        ]

    def test_sections_follow_the_page(self):
        imported(ibuprofen(below="\nAn introduction.\n\nStorage\n\nDry.\n\nDriving\n\nNot yet.\n"))

        below = "\nAn introduction.\n\nDriving\n\nNot yet.\n\nOverdoses\n\nCall us.\n"
        report = imported(ibuprofen(below=below))

        medicine = Product.objects.medicines().get()
        assert list(medicine.sections.values_list("title", flat=True)) == ["Driving", "Overdose"]
        assert said(report) == [
            '15: section "Driving": moved.',
            '19: section "Overdose": new.',
            '1: section "Storage": no longer on the page, deleted.',
        ]

    def test_sections_nobody_knows_keep_their_text_when_they_change_places(self):
        driving, diving = "Driving\n\nNot yet.\n", "Diving\n\nNever.\n"
        imported(ibuprofen(below=f"\nAn introduction.\n\n{driving}\n{diving}"))

        report = imported(ibuprofen(below=f"\nAn introduction.\n\n{diving}\n{driving}"))

        assert said(report) == ['15: section "Diving": moved.', '19: section "Driving": moved.']

    def test_what_a_page_need_not_name_stays_as_staff_have_it(self):
        imported(ibuprofen())
        Product.objects.medicines().update(
            also_known_as="Advil", form="Tablets", generic_name="ibuprofenum", minimum_age=12
        )

        assert said(imported(ibuprofen())) == []

    def test_a_class_no_longer_named_is_prescription_only_again(self):
        imported(ibuprofen(top=f"{TOP}\nLegal class: GSL\n"))

        report = imported(ibuprofen(top=TOP))

        assert said(report) == ["1: legal class: general sale -> prescription-only."]

    def test_an_unnamed_class_does_not_loosen_a_stricter_one(self):
        imported(ibuprofen())
        Product.objects.medicines().update(legal_class="CD")

        assert said(imported(ibuprofen(top=TOP))) == []

    def test_staffs_own_note_stays_beside_ours_and_ours_goes_when_the_text_is_right(self):
        describes = f"{BELOW}\nFeatures\n\nComes in 200 mg.\n"
        imported(ibuprofen(below=describes))
        medicine = Product.objects.medicines().get()
        medicine.check_note = f"Ask about ulcers.\n{medicine.check_note}"
        medicine.save()

        assert said(imported(ibuprofen(below=describes))) == []

        imported(ibuprofen(below=describes.replace("200", "400")))
        medicine.refresh_from_db()
        assert medicine.check_note == "Ask about ulcers."

    def test_another_unit_is_said_of_the_stock_and_old_packs_keep_their_words(self):
        imported(ibuprofen())
        put_on_the_shelf(500)
        tubes = page_text(table(FIRST[0], label="400mg", head="Package Per tube Price"), top=RX)

        report = imported(tubes)

        assert said(report) == [
            '1: unit: "pill" -> "tube".',
            "8: 400 mg, 90 pills: no longer on the page, taken off sale.",
        ]
        assert "400 mg: 500 pills are on hand and count as tubes now: correct" in found(report)

    def test_a_medicine_whose_address_staff_changed_is_found_by_its_name(self):
        imported(ibuprofen())
        Product.objects.medicines().update(slug="ibuprofen-tablets")

        report = imported(ibuprofen())

        assert (said(report), report.slug) == ([], "ibuprofen-tablets")
        assert Product.objects.medicines().count() == 1

    def test_a_medicine_whose_name_staff_changed_is_found_by_its_address(self):
        imported(ibuprofen())
        Product.objects.medicines().update(title="Ibuprofen Forte")

        assert said(imported(ibuprofen())) == ['1: name: "Ibuprofen Forte" -> "Ibuprofen".']

    def test_of_two_with_the_name_the_one_at_its_address_is_meant(self):
        a_medicine("Ibuprofen", slug="old-ibuprofen")
        meant = a_medicine("Ibuprofen")

        imported(ibuprofen())

        assert Product.objects.packs().filter(parent=meant).count() == 2
        assert Product.objects.medicines().count() == 2

    @pytest.mark.parametrize(
        ("title", "slug"), [("Ibuprofen", "ibuprofen-tablets"), ("Ibuprofen Forte", "ibuprofen")]
    )
    def test_a_page_that_could_mean_two_medicines_is_refused_and_names_them(self, title, slug):
        a_medicine("Ibuprofen", slug="old-ibuprofen")
        a_medicine(title, slug=slug)
        before = whole_shop()

        with pytest.raises(PageError, match="2 medicines could be meant.*/medicines/old-ibuprofen"):
            imported(ibuprofen())

        assert whole_shop() == before

    def test_an_unpublished_medicine_stays_so_and_the_report_says_it(self):
        imported(ibuprofen())
        Product.objects.medicines().update(is_public=False)

        report = imported(ibuprofen())
        assert said(report) == []
        assert "not published" in found(report)
