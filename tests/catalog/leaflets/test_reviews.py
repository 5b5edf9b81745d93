"""A pharmacist stands for a text as it was read; any change of it ends that by itself."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import OperationalError, connection, transaction

from catalog.actions import lock_medicine
from catalog.leaflets.actions import TextHasChanged, review_text
from catalog.leaflets.models import MonographReview
from catalog.leaflets.reads import text_digest
from catalog.models import MonographSection, Product
from tests.catalog.leaflets.papers import assert_refused, stand_for
from tests.catalog.test_actions import at_once
from tests.catalog.test_constraints import assert_only
from tests.factories import a_medicine, a_pack, a_user

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


def shown_beneath(client) -> str:
    """The line of the review on the medicine's page, "" for none."""
    review = client.get("/medicines/baclofen/").context["page"].monograph.review
    return f"{review.name}, {review.registration}, {review.on}" if review else ""


def test_the_page_says_who_stands_for_the_text(client, medicine):
    assert "Reviewed by" not in client.get("/medicines/baclofen/").content.decode()

    stand_for(medicine, now=NOON)

    text = " ".join(client.get("/medicines/baclofen/").content.decode().split())
    assert "Reviewed by Ada Example, pharmacist (registration 2000001), on 3 March 2026" in text


@pytest.mark.parametrize("field", ["title", "generic_name", "headline", "summary", "introduction"])
def test_another_text_is_not_reviewed_whoever_wrote_it(client, medicine, field):
    stand_for(medicine)

    Product.objects.filter(pk=medicine.pk).update(**{field: "Another."})

    assert shown_beneath(client) == ""


@pytest.mark.parametrize(
    "change",
    [
        lambda sections: sections.filter(kind="storage").update(body="Another."),
        lambda sections: sections.filter(kind="storage").update(kind="benefits"),
        lambda sections: sections.filter(kind="storage").delete(),
        lambda sections: sections.create(kind="other", title="New", body="New."),
    ],
)
def test_other_sections_are_another_text(client, medicine, change):
    stand_for(medicine)

    change(medicine.sections)

    assert shown_beneath(client) == ""


def test_sections_of_a_kind_that_change_places_are_another_text(client, medicine):
    one, two = (
        MonographSection.objects.create(medicine=medicine, kind="other", title=title, body="Text.")
        for title in ("One", "Two")
    )
    stand_for(medicine)
    assert shown_beneath(client)

    MonographSection.objects.filter(pk=one.pk).update(position=two.position + 1)

    assert shown_beneath(client) == ""


def test_what_shoppers_do_not_read_changes_no_text(client, medicine):
    stand_for(medicine)

    medicine.sections.filter(kind="storage").update(title="As imported", position=9)
    Product.objects.filter(pk=medicine.pk).update(check_note="25 mg?", minimum_age=18)
    a_pack(medicine.dosages.first(), 30, "40.00")

    assert shown_beneath(client)


def test_the_earlier_text_is_reviewed_again_as_soon_as_it_is_back(client, medicine):
    stand_for(medicine)
    medicine.sections.filter(kind="storage").update(body="Another.")
    medicine.sections.filter(kind="storage").update(body="Call us.")

    assert shown_beneath(client)


def test_the_newest_review_of_the_text_is_shown(client, medicine):
    stand_for(medicine, now=NOON)
    stand_for(medicine, name="Tom Adeyemi", registration="2000002", now=NOON + timedelta(days=9))
    medicine.sections.filter(kind="storage").update(body="Another.")
    stand_for(medicine, name="Eve Third", now=NOON + timedelta(days=99))
    medicine.sections.filter(kind="storage").update(body="Call us.")

    assert shown_beneath(client) == "Tom Adeyemi, 2000002, 2026-03-12"


def test_a_review_of_another_medicine_counts_for_none(client, medicine):
    stand_for(a_medicine("Tizanidine"))

    assert shown_beneath(client) == ""


def test_a_text_nobody_has_read_is_not_reviewed(medicine):
    digest = text_digest(medicine.pk)
    medicine.sections.filter(kind="storage").update(body="Another.")

    with pytest.raises(TextHasChanged):
        review_text(medicine, digest=digest, name="Ada", registration="1", by=a_user(), now=NOON)

    assert not MonographReview.objects.exists()


def test_pressed_twice_is_reviewed_once_and_a_year_later_anew(medicine):
    ada = a_user()
    for days in (0, 0, 365):
        stand_for(medicine, by=ada, now=NOON + timedelta(days=days))

    assert list(medicine.monograph_reviews.values_list("on", flat=True)) == [
        date(2027, 3, 3),
        date(2026, 3, 3),
    ]


@pytest.mark.django_db(transaction=True)
def test_who_reviews_waits_for_who_is_saving_the_text(medicine):
    """Or the text of before the save would be stood for just as it ends."""

    def review():
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        stand_for(medicine)

    with transaction.atomic():
        lock_medicine(medicine.pk)
        [outcome] = at_once(review)

    assert isinstance(outcome, OperationalError), outcome
    assert not MonographReview.objects.exists()


def test_the_database_keeps_every_review_as_it_was_written(medicine):
    a_review(medicine)

    for sql in (
        "UPDATE leaflets_monographreview SET name = 'Somebody'",
        "DELETE FROM leaflets_monographreview",
        "TRUNCATE leaflets_monographreview",
    ):
        assert_refused("are only ever added", sql)


def test_a_review_goes_with_the_demo_medicine_it_is_of(settings):
    settings.LIVE = True
    medicine = a_medicine(is_demo=True)
    stand_for(medicine)

    medicine.delete()

    assert not MonographReview.objects.exists()


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("review_names_its_pharmacist", {"name": ""}),
        ("review_names_its_pharmacist", {"registration": ""}),
        ("review_has_the_digest_of_a_text", {"digest": "f" * 63}),
        ("review_has_the_digest_of_a_text", {"digest": "F" * 64}),
    ],
)
def test_the_database_refuses_a_review_of_nothing_by_nobody(medicine, constraint, values):
    assert_only(constraint, lambda: a_review(medicine, **values))


def test_the_database_has_one_review_of_a_text_a_day(medicine):
    by = a_user()
    a_review(medicine, by=by)
    assert_only("pharmacist_reviews_a_text_once_a_day", lambda: a_review(medicine, by=by))


def test_the_database_refuses_a_review_of_a_pack(medicine):
    pack = medicine.children.first()
    assert_only("review_is_of_a_medicine", lambda: a_review(pack))


def a_review(medicine, **values) -> MonographReview:
    defaults = {"name": "Ada Example", "registration": "2000001", "digest": "f" * 64, "on": NOON}
    defaults["is_demo"] = False
    by = values.pop("by", None) or a_user()
    return MonographReview.objects.create(medicine=medicine, by=by, **defaults | values)
