"""Importing interactions: all of a table or nothing of it."""

import pytest
from django.db import OperationalError, connection, transaction

from catalog.substances.importing.actions import exported, import_interactions
from catalog.substances.importing.table import TableRefused
from catalog.substances.models import Interaction, Substance
from tests.catalog.test_actions import at_once
from tests.factories import a_substance, an_interaction

pytestmark = pytest.mark.django_db
HEAD = "substance A,substance B,severity,advice,source,reviewed by"


def table(*lines):
    return "\n".join([HEAD, *lines])


def everything():
    return list(Interaction.objects.order_by("pk").values()), list(Substance.objects.values())


def test_a_table_adds_changes_and_leaves():
    same = an_interaction("caffeine", "aspirin", "minor", advice="Less sleep.")
    other = an_interaction("caffeine", "codeine", "minor", advice="Some.", source="A book")

    plan = import_interactions(
        table(
            "Aspirin,Caffeine,minor,Less sleep.,,",
            "codeine,caffeine,serious,Much.,A book,Tom Adeyemi",
            "ginkgo,warfarin,serious,Bleeding.,,",
        )
    )

    assert list(plan.lines()) == [
        "New: ginkgo + warfarin.",
        "Changed: caffeine + codeine: severity “minor” → “serious”, advice “Some.” → “Much.”,"
        " reviewed by “” → “Tom Adeyemi”.",
        "New substance: ginkgo.",
        "1 new, 1 changed, 1 unchanged; new substances: 1.",
    ]
    other.refresh_from_db()
    assert (other.severity, other.advice, other.reviewed_by) == ("serious", "Much.", "Tom Adeyemi")
    assert Interaction.objects.get(pk=same.pk).advice == "Less sleep."
    added = Interaction.objects.get(advice="Bleeding.")
    assert {added.a.name, added.b.name} == {"ginkgo", "warfarin"}


def test_a_review_ends_with_the_words_it_was_of():
    for other in ("codeine", "aspirin", "ginkgo"):
        an_interaction("caffeine", other, "minor", advice="Some.", reviewed_by="Tom Adeyemi")
    plan = import_interactions(
        table(
            "caffeine,codeine,serious,Some.,,Tom Adeyemi",
            "caffeine,aspirin,minor,Some.,A book,Tom Adeyemi",
            "caffeine,ginkgo,minor,Much.,,Ada Example",
        )
    )
    assert "severity “minor” → “serious”, reviewed by “Tom Adeyemi” → “”." in next(plan.lines())
    assert [change.after.reviewed_by for change in plan.changed] == [
        "",
        "Tom Adeyemi",
        "Ada Example",
    ]
    reviewed = Interaction.objects.exclude(reviewed_by="").filter(advice__in=["Some.", "Much."])
    assert reviewed.count() == 2


def test_another_name_means_the_substance_the_shop_has():
    plan = import_interactions(table("Tylenol,Coumadin,moderate,Check the INR.,,"))
    assert [entry.pair for entry in plan.new] == [("acetaminophen", "warfarin")]
    assert plan.substances == []


def test_a_dry_run_tells_the_same_and_changes_nothing():
    before = everything()
    text = table("ginkgo,warfarin,serious,Bleeding.,,")
    told = list(import_interactions(text, dry_run=True).lines())
    assert everything() == before
    assert list(import_interactions(text).lines()) == told


def test_one_wrong_row_keeps_all_others_out():
    before = everything()
    with pytest.raises(TableRefused):
        import_interactions(table("ginkgo,warfarin,serious,Bleeding.,,", "a,b,heavy,x,,"))
    assert everything() == before


@pytest.mark.parametrize(
    ("second", "words"),
    [
        ("caffeine,aspirin,minor,x,,", "Row 3: aspirin + caffeine stands in row 2 as well"),
        ("tylenol,paracetamol,minor,x,,", "Row 3: both names are names of acetaminophen"),
    ],
)
def test_a_pair_stands_in_the_table_once(second, words):
    with pytest.raises(TableRefused, match=words.replace("+", r"\+")):
        import_interactions(table("aspirin,caffeine,minor,y,,", second))


def test_what_is_exported_changes_nothing_when_imported():
    formula = '=HYPERLINK("x")\nand more'
    an_interaction("caffeine", "aspirin", advice=formula, source="-", reviewed_by="@")
    before = everything()
    plan = import_interactions(exported())
    assert (plan.new, plan.changed, plan.substances) == ([], [], [])
    assert len(plan.unchanged) == Interaction.objects.count()
    assert everything() == before


@pytest.mark.parametrize("rows", [1, 40])
def test_an_import_needs_the_same_queries_for_any_number_of_rows(rows, django_assert_num_queries):
    lines = [f"substance {number},warfarin,minor,x,," for number in range(rows)]
    with django_assert_num_queries(9):
        import_interactions(table(*lines))


@pytest.mark.django_db(transaction=True)
def test_one_import_waits_for_the_other():
    def import_one():
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        import_interactions(table("ginkgo,warfarin,serious,Bleeding.,,"))

    with transaction.atomic():
        a_substance("valerian")
        [outcome] = at_once(import_one)
    assert isinstance(outcome, OperationalError)
    assert at_once(import_one) == [None]
