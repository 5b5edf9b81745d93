"""What else a page of this form may look like, and where each of its parts goes."""

from decimal import Decimal

import pytest

from catalog.importing.page import PageError
from catalog.importing.source import MAX_BYTES, MAX_LINES, text_of
from catalog.legal_class import LegalClass
from catalog.units import Unit
from tests.catalog.importing.writing import BELOW, TOP, page_text, read, table

ROW = "30$0.20$6.00 (0%)"


def with_top_lines(*lines):
    return page_text(table(ROW), top="\n".join([TOP, *lines]))


def with_sections(text):
    return page_text(table(ROW), below=f"\nAn introduction of one sentence.\n\n{text}")


def kinds(page):
    return [(section.kind, section.title) for section in page.sections]


class TestTop:
    def test_headline_name_and_summary_are_plain_text_without_marks(self):
        page = read(page_text(table(ROW), top="# **Less** pain\n\n## Ibuprofen\n\nIt **works**."))

        assert (page.headline, page.name, page.summary) == ("Less pain", "Ibuprofen", "It works.")

    def test_a_summary_of_several_paragraphs_becomes_one(self):
        page = read(with_top_lines("It also calms", "a swelling.", "", "Not for ulcers."))

        assert page.summary.endswith(
            "brings a fever down. It also calms a swelling. Not for ulcers."
        )

    def test_a_name_said_twice_is_no_generic_name(self):
        assert read(page_text(table(ROW), top=TOP.replace("\nIbu", "\nIbuprofen\n\nIbu", 1)))

    def test_a_second_name_is_taken_as_the_generic_one_and_said(self):
        page = read(page_text(table(ROW), top="Pain gone\n\nNurofen\n\nibuprofen\n\nIt helps."))

        assert (page.name, page.generic_name, page.summary) == ("Nurofen", "ibuprofen", "It helps.")
        assert any("generic name" in finding.message for finding in page.findings)

    def test_where_tables_come_last_the_first_paragraph_is_the_summary(self):
        top = f"{TOP}\nIt blocks messengers.\n\nFor three days at most.\n\nStorage\n\nDry.\n"
        page = read(page_text(table(ROW), top=top, below=""))

        assert page.summary == "Ibuprofen takes away pain and brings a fever down."
        assert page.introduction == "It blocks messengers.\n\nFor three days at most."
        assert kinds(page) == [("storage", "Storage")]

    @pytest.mark.parametrize("missing", ["summary", "introduction"])
    def test_a_missing_text_is_said(self, missing):
        texts = {
            "summary": page_text(table(ROW), top="Less pain\n\nIbuprofen"),
            "introduction": page_text(table(ROW), below="\nStorage\n\nDry."),
        }
        page = read(texts[missing])

        assert getattr(page, missing) == ""
        assert any(f"No {missing} stands" in finding.message for finding in page.findings)


class TestFacts:
    @pytest.mark.parametrize(
        ("words", "legal_class"),
        [
            ("Legal class: GSL", LegalClass.GSL),
            ("**Legal class:** general sale", LegalClass.GSL),
            ("Legal status: P", LegalClass.P),
            ("Pharmacy only", LegalClass.P),
            ("Over-the-counter.", LegalClass.P),
            ("legal class:  pom", LegalClass.POM),
            ("Prescription only", LegalClass.POM),
            ("Prescription-only medicine", LegalClass.POM),
            ("Legal class: Rx only", LegalClass.POM),
            ("Legal classification: controlled drug", LegalClass.CD),
        ],
    )
    def test_a_legal_class_is_known_by_its_letters_and_its_words(self, words, legal_class):
        page = read(with_top_lines(words))

        assert page.legal_class == legal_class
        assert page.summary == "Ibuprofen takes away pain and brings a fever down."

    def test_a_legal_class_counts_wherever_it_stands(self):
        assert read(f"{page_text(table(ROW))}\nLegal class: GSL\n").legal_class == LegalClass.GSL

    def test_without_a_legal_class_the_page_says_prescription_only(self):
        page = read(page_text(table(ROW)))

        assert page.legal_class is None
        assert "taken as prescription-only" in page.findings[0].message

    def test_over_the_counter_is_the_stricter_of_its_meanings_and_said_so(self):
        page = read(with_top_lines("Over the counter"))

        assert [finding.level for finding in page.findings] == ["note"]

    @pytest.mark.parametrize(
        "words",
        [
            "Synonyms: Advil, Brufen; Nurofen",
            "SYNONYM: Advil | Brufen | Nurofen.",
            "Also known as:\nAdvil, Brufen, Nurofen",
            "Synonyms\n\nAdvil, Brufen, Nurofen, advil",
            "Brand names: Advil\nSynonyms: Brufen, Nurofen",
        ],
    )
    def test_synonyms_are_names_each_said_once(self, words):
        assert read(with_top_lines(words)).also_known_as == "Advil, Brufen, Nurofen"

    def test_facts_may_stand_below_the_tables_and_above_the_first_section(self):
        page = read(page_text(table(ROW), below=f"\nForm: Tablets\nSynonyms: Advil\n{BELOW}"))

        assert (page.form, page.also_known_as) == ("Tablets", "Advil")
        assert page.introduction == "It blocks the making of messengers that carry pain."

    def test_the_same_words_in_a_section_are_its_text(self):
        page = read(with_sections("Features\n\nSynonyms: none are sold here.\n"))

        assert page.also_known_as == ""
        assert page.sections[0].body == "Synonyms: none are sold here."

    def test_a_price_from_line_is_no_text(self):
        page = read(with_top_lines("Price from $6.00"))

        assert page.summary == "Ibuprofen takes away pain and brings a fever down."


class TestTables:
    @pytest.mark.parametrize(
        "heading",
        [
            "Product dosage: 400mg",
            "PRODUCT DOSAGE 400 mg",
            "**Product dosage:** 400mg",
            "### Product dosages: 400.0 mg",
            "**Product dosage: 400mg**",
        ],
    )
    def test_a_dosage_is_named_in_many_ways(self, heading):
        text = page_text(f"{heading}\nPackage Per pill Price\n{ROW}")

        assert [dosage.label for dosage in read(text).dosages] == ["400mg"]

    @pytest.mark.parametrize(
        ("head", "unit"),
        [
            ("Package (num)Per pillPriceBuy", Unit.PILL),
            ("Package (num)\nPer capsule\nPrice\nBuy", Unit.CAPSULE),
            ("| Pack | Per tube | Price | |\n|---|:-:|--:|---|", Unit.TUBE),
            ("Quantity\tPer vial\tTotal price\tYou save\tOrder now", Unit.VIAL),
            ("Packs (patches) Price per patch Cost ($) 🛒", Unit.PATCH),
            ("\nPACK SIZE, PER SACHET, PRICE (USD)\n", Unit.SACHET),
        ],
    )
    def test_the_head_names_the_unit(self, head, unit):
        assert read(page_text(table(ROW, head=head))).unit == unit

    def test_a_struck_price_may_have_a_column_of_its_own(self):
        head = "| Pack | Per pill | List price | Price | Saving |"
        rows = ["| 30 | $0.20 | | $6.00 | |", "| 90 | $0.15 | $18.00 | $13.50 | 25% |"]
        (dosage,) = read(page_text(table(*rows, head=head))).dosages

        assert [row.list_price for row in dosage.rows] == [None, Decimal("18.00")]
        assert [row.price for row in dosage.rows] == [Decimal("6.00"), Decimal("13.50")]

    def test_without_per_unit_the_rows_may_name_it(self):
        page = read(page_text(table("1 bottle $6.00", "3 bottles $15.00", head="Package Price")))

        assert page.unit == Unit.BOTTLE
        assert [row.units for row in page.dosages[0].rows] == [1, 3]

    def test_cells_may_stand_on_lines_of_their_own_between_blank_lines(self):
        cells = ["30", "$0.20", "$6.00", "(0%)", "Add to cart"] + [
            "90\n$0.15\n$18.00 $13.50\n(25%)\nBest per pill\nAdd to cart"
        ]
        page = read(page_text(table("\n\n".join(cells))))

        assert [(row.units, row.price) for row in page.dosages[0].rows] == [
            (30, Decimal("6.00")),
            (90, Decimal("13.50")),
        ]
        assert [row.best for row in page.dosages[0].rows] == [False, True]

    def test_unsigned_cells_may_stand_on_lines_too(self):
        cells = ["30", "0.20", "6.00", "90", "0.15", "18.00", "13.50", "120", "0.14", "16.80"]
        page = read(page_text(table(*cells)))

        assert [row.units for row in page.dosages[0].rows] == [30, 90, 120]
        assert page.dosages[0].rows[1].list_price == Decimal("18.00")

    def test_a_page_of_another_currency_is_refused_where_it_says_so(self):
        with pytest.raises(PageError, match="EUR is another currency") as refusal:
            read(with_top_lines("All prices in EUR"))
        assert refusal.value.line == 7

    def test_dosages_keep_the_order_of_the_page(self):
        page = read(page_text(table(ROW, label="600mg"), table(ROW, label="20mg/12.5mg")))

        assert [dosage.label for dosage in page.dosages] == ["600mg", "20mg/12.5mg"]


class TestSections:
    @pytest.mark.parametrize(
        ("heading", "kind"),
        [
            ("Features", "features"),
            ("FEATURE", "features"),
            ("Benefit", "benefits"),
            ("Common uses", "common_use"),
            ("Dosage and directions", "dosage_and_direction"),
            ("Dosages & Direction", "dosage_and_direction"),
            ("precautions:", "precautions"),
            ("Contra-indication", "contraindications"),
            ("## Possible side effects", "possible_side_effects"),
            ("**Possible Side Effect(s)**", "possible_side_effects"),
            ("Drug Interactions", "drug_interactions"),
            ("Missed doses", "missed_dose"),
            ("overdoses", "overdose"),
            ("Storage", "storage"),
            ("Disclaimers", "disclaimer"),
            ("Review", "clinical_evidence"),
        ],
    )
    def test_headings_are_known_in_singular_and_plural_and_any_case(self, heading, kind):
        page = read(with_sections(f"{heading}\nSome text.\n"))

        assert [section.kind for section in page.sections] == [kind]
        assert not [finding for finding in page.findings if "heading" in finding.message]

    @pytest.mark.parametrize(
        "heading", ["Pregnancy", "Pregnancy:", "# Pregnancy", "**Pregnancy**", "## pregnancy ##"]
    )
    def test_an_unknown_heading_is_kept_as_other_and_reported(self, heading):
        page = read(with_sections(f"{heading}\n\nAsk first.\n\nStorage\n\nDry.\n"))

        assert [kind for kind, _ in kinds(page)] == ["other", "storage"]
        assert page.sections[0].title.casefold() == "pregnancy"
        assert page.sections[0].body == "Ask first."
        (finding,) = [finding for finding in page.findings if "no heading known" in finding.message]
        assert (finding.line, finding.level) == (page.sections[0].line, "warning")

    def test_two_unknown_headings_are_two_sections(self):
        page = read(with_sections("Pregnancy\n\nAsk.\n\nDriving\n\nNot at first.\n"))

        assert kinds(page) == [("other", "Pregnancy"), ("other", "Driving")]

    @pytest.mark.parametrize(
        "text",
        [
            "It is kept for cases where nothing else has worked, as doctors say",
            "Ask first.",
            "Tell us about:\n\n- asthma\n- ulcers",
            "take with food",
            "1 tablet a day",
        ],
    )
    def test_what_only_looks_like_a_heading_is_text(self, text):
        page = read(with_sections(f"Storage\n\nDry.\n\n{text}\n\nOf old.\n"))

        assert kinds(page) == [("storage", "Storage")]
        assert page.sections[0].body.startswith("Dry.\n\n")

    def test_paragraphs_and_bullets_of_every_sort_become_markdown(self):
        text = "First\nparagraph.\n\nSecond.\n\n  • one\n* two\n– three\n\n- four\n\nEnd.\n"
        page = read(with_sections(f"Features\n\n{text}"))

        assert page.sections[0].body == (
            "First\nparagraph.\n\nSecond.\n\n- one\n- two\n- three\n- four\n\nEnd."
        )

    def test_a_bullet_of_numbers_is_no_stray_row(self):
        page = read(with_sections("Features\n\n• pH: 7.35-7.45\n• (30%)\n"))

        assert page.sections[0].body == "- pH: 7.35-7.45\n- (30%)"

    def test_a_heading_without_text_is_left_out_and_said(self):
        page = read(with_sections("Features\n\nStorage\n\nDry.\n"))

        assert kinds(page) == [("storage", "Storage")]
        assert any('"Features" has no text' in finding.message for finding in page.findings)

    def test_a_heading_named_introduction_is_none_of_its_own(self):
        page = read(page_text(table(ROW), below="\nDescription\n\nIt works.\n\nStorage\n\nDry.\n"))

        assert page.introduction == "It works."
        assert kinds(page) == [("storage", "Storage")]


class TestRefusals:
    @pytest.mark.parametrize(
        ("text", "line", "why"),
        [
            ("", 1, "The page is empty"),
            (" \n\t\n", 1, "The page is empty"),
            ("Ibuprofen", 1, "starts with a headline and the medicine's name"),
            (f"{TOP}{BELOW}", 1, "has no price table"),
            (page_text(table(ROW), top="Benefits\n\nLess pain."), 1, "starts with a headline"),
            (page_text(table(ROW), top="Headline\n\nIt is a medicine."), 3, "name alone"),
            (page_text(table(ROW), top=f"{'x' * 256}\n\nName"), 1, "longer than 255"),
            (page_text(table(ROW), top="Headline\n\nЛекарство"), 3, "no Latin letter"),
            (page_text(table(ROW, label="strong")), 6, '"strong" is no strength'),
            (page_text(table(ROW, label="")), 6, "is no strength"),
            (page_text(table()), 6, "There is no row under the dosage 400mg"),
            (page_text(f"Product dosage: 400mg\n{ROW}"), 7, "starts with its head"),
            (
                page_text(table(ROW, head="Package Per furlong Price")),
                7,
                "Per furlong.* no unit known",
            ),
            (page_text(table(ROW, head="Package Package Price")), 7, "each column once"),
            (page_text(table(ROW, head="Package Per pill")), 7, "each column once"),
            (page_text(table("30 $6.00", head="Package Price")), 8, "what a pack counts"),
            (page_text(table(ROW, ROW)), 9, "A pack of 30 stands here and in line 8"),
            (
                page_text(table(ROW), table(ROW, label="400 MG")),
                9,
                "400mg stands here and in line 6",
            ),
            (
                page_text(table(ROW), table(ROW, label="5%", head="PackPer tubePrice")),
                9,
                "counts tubes, the first one pills",
            ),
            (page_text(table("3O$0.20$6.00 (0%)")), 8, "touches the price table but is no row"),
            (page_text(table(ROW, "9O$0.15$13.50")), 9, "touches the price table but is no row"),
            (page_text(table(ROW, "", "9O 0.15 13.50 (25%)")), 10, "outside a table"),
            (page_text(table(ROW), below=f"\nSome text.\n\n{ROW}\n"), 12, "outside a table"),
            (page_text(table(ROW), below="\nBuy it. Add to cart\n"), 10, "outside a table"),
            (page_text(table("30€0.20€6.00")), 8, "€ is another currency"),
            (page_text(table(ROW, head="Package Per pill Price (€)")), 7, "€ is another currency"),
            (with_top_lines("Price from £6.00"), 7, "£ is another currency"),
            (with_top_lines("Currency: florins"), 7, "florins.* another currency"),
            (with_top_lines("Legal class: XYZ"), 7, "XYZ.* no legal class"),
            (with_top_lines("Legal class: GSL", "Legal class: P"), 8, "two legal classes"),
            (with_top_lines("Form: Tablets", "Form: Drops"), 8, 'both "Tablets" and "Drops"'),
            (with_top_lines(f"Synonyms: {'x' * 256}"), 7, "longer than 255"),
            (with_sections(f"# {'x' * 256}\n\nText.\n"), 12, "A heading has at most 255"),
            (
                page_text(table(ROW), below="\nA bell\x07 rings.\n"),
                10,
                r"control character \(U\+0007\)",
            ),
            (page_text(table(ROW), below=f"\n{'x' * 20_001}\n"), 10, "longer than 20,000"),
            (f"{TOP}\n" * MAX_LINES, MAX_LINES, "more than 2,000 lines"),
            ("x" * (MAX_BYTES + 1), 1, "longer than 500,000"),
            (page_text(table(*["1"] * 20)), 8, "This row has no end"),
        ],
    )
    def test_a_page_that_is_not_whole_is_refused_with_line_and_reason(self, text, line, why):
        with pytest.raises(PageError, match=why) as refusal:
            read(text)
        assert refusal.value.line == line
        assert refusal.value.message[-1] in ".?"

    @pytest.mark.parametrize(
        ("content", "line", "why"),
        [
            ("Prix\n\nÉté\n".encode("latin-1"), 3, "not UTF-8"),
            (TOP.encode("utf-16"), 1, "not UTF-8"),
            (b"x" * (MAX_BYTES + 1), 1, "larger than 500,000 bytes"),
        ],
    )
    def test_a_file_that_is_no_text_is_refused(self, content, line, why):
        with pytest.raises(PageError, match=why) as refusal:
            text_of(content)
        assert refusal.value.line == line


def test_line_ends_byte_order_mark_and_odd_spaces_make_no_difference():
    text = with_top_lines("Legal class: GSL")
    odd = (
        text.replace("\n", "\r\n")
        .replace(" (0%)", "\u00a0(0%)")
        .replace("al class", "al\u2009class")
    )

    assert read(text_of(b"\xef\xbb\xbf" + odd.encode())) == read(text)
    assert read(text.replace("\n", "\r")) == read(text)
    assert read(text.replace("Ibuprofen\n", "Ibu\u200bpro\u00adfen\n")) == read(text)
