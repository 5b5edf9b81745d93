"""Many prices at once in admin: chosen from the list, previewed, applied, undone."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from catalog.models import Pack
from catalog.partner.models import PriceFrom, StockRecord
from catalog.prices import proposing
from catalog.prices.models import Proposal, ProposedPrice
from tests.catalog.admin.conftest import staff
from tests.catalog.prices.asked import packs_of, price_of, prices_now
from tests.catalog.prices.proposal_page import LIST, Desk
from tests.checkout.pages import text_of
from tests.factories import a_dosage, a_medicine, a_pack
from tests.undone import undone

pytestmark = pytest.mark.django_db


def test_five_percent_less_is_previewed_and_applied(price_editor, medicine):
    desk = Desk(price_editor)
    desk.type(change="percent", amount="−5 %", ending="99").send("preview")
    assert "Change 12 prices" in desk.text
    assert "−5.0% on average from −5.8% to −4.4%" in desk.text
    assert "60 pills $52.00 $48.99 −5.8% $0.82" in desk.text
    assert "$97.98 was $104.00" in desk.text
    assert price_of(packs_of(medicine)[60]) == "52.00"

    desk.type(have_read="on", why="Autumn").send("apply")

    assert "12 prices are changed." in desk.text
    assert price_of(packs_of(medicine)[60]) == "48.99"
    record = PriceFrom.objects.filter(pack=packs_of(medicine)[60]).last()
    assert (record.how, record.why, record.by) == ("bulk", "Autumn", price_editor.user)


def test_nothing_is_applied_before_the_warnings_are_read(price_editor, medicine):
    desk = Desk(price_editor).type(change="percent", amount="-5").send("preview")

    desk.send("apply")

    assert desk.status == 422
    assert "tick “I have read the warnings”" in desk.text
    assert price_of(packs_of(medicine)[60]) == "52.00"


def test_a_change_that_was_not_previewed_is_shown_first(price_editor, medicine):
    desk = Desk(price_editor).type(change="percent", amount="-5", have_read="on").send("apply")

    assert "Computed anew: look at the prices, then apply." in desk.text
    assert "$49.40" in desk.text
    assert price_of(packs_of(medicine)[60]) == "52.00"


def test_an_old_page_applies_nothing_that_was_not_looked_at(price_editor, medicine):
    desk = Desk(price_editor).type(change="percent", amount="-5").send("preview")
    medicine.dosages.filter(label="10mg").update(unit_cost="0.80")  # now some are below cost

    desk.type(have_read="on").send("apply")

    assert desk.status == 422
    assert "These prices are not those you looked at" in desk.text
    assert price_of(packs_of(medicine)[60]) == "52.00"


def test_a_price_changed_meanwhile_is_shown_anew(price_editor, medicine):
    desk = Desk(price_editor).type(change="percent", amount="-5").send("preview")
    StockRecord.objects.filter(product=packs_of(medicine)[60]).update(price="60.00")

    desk.type(have_read="on").send("apply")

    assert desk.status == 422
    assert "1 price was changed by somebody meanwhile and is computed anew" in desk.text
    assert "60 pills $60.00 $57.00" in desk.text
    desk.type(have_read="on").send("apply")
    assert price_of(packs_of(medicine)[60]) == "57.00"


def test_what_a_colleague_changed_between_two_looks_is_said(price_editor, medicine):
    desk = Desk(price_editor).type(change="percent", amount="-5").send("preview")
    for units in (60, 90):
        StockRecord.objects.filter(product=packs_of(medicine)[units]).update(price="70.00")

    desk.open()

    assert "2 prices were changed by somebody meanwhile and are computed anew" in desk.text
    assert "90 pills $70.00 $66.50" in desk.text
    assert "meanwhile" not in desk.open().text, "it is said once"


def test_a_pack_whose_box_is_not_ticked_stays(price_editor, medicine):
    desk = Desk(price_editor).type(change="amount", amount="-1").send("preview")
    kept = str(packs_of(medicine)[90].pk)
    desk.form["takes_part"] = [pk for pk in desk.form["takes_part"] if pk != kept]
    desk.send("preview")
    assert "Change 11 prices" in desk.text

    desk.type(have_read="on").send("apply")

    assert str(prices_now(medicine)[90]) == "68.00"
    assert str(prices_now(medicine)[120]) == "84.00"


NO_CHANGES = [
    ({"change": "percent", "amount": ""}, "Enter by how much, like −5 or 2.50."),
    ({"change": "percent", "amount": "five"}, "Enter by how much, like −5 or 2.50."),
    (
        {"change": "percent", "amount": "-100"},
        "Enter more than −100 and at most 1,000 percent.",
    ),
    (
        {"change": "percent", "amount": "1001"},
        "Enter more than −100 and at most 1,000 percent.",
    ),
    ({"change": "amount", "amount": "9" * 29}, "Enter a price below $100,000,000.00."),
    ({"change": "amount", "amount": "0." + "9" * 27}, "Use at most two decimals."),
    ({"change": "set", "amount": "0"}, "Enter a price above $0.00."),
    ({"change": "set", "amount": "-3"}, "Enter a price above $0.00."),
    ({"change": "amount", "amount": "0.005"}, "Use at most two decimals."),
    ({"change": "amount", "amount": "100000000"}, "Enter a price below $100,000,000.00."),
    ({"change": "nothing", "amount": "1"}, "Select a valid choice."),
    ({"change": "set", "amount": "5", "ending": "42"}, "Select a valid choice."),
]


def test_a_change_that_is_none_is_refused_where_it_was_typed(price_editor, medicine):
    wrong = []
    for typed, said in NO_CHANGES:
        with undone():
            desk = Desk(price_editor).type(**typed).send("preview")
            rule = Proposal.objects.get().rule
        found = (desk.status, said in desk.text, desk.form["amount"], rule)
        wrong += [(typed, found)] if found != (422, True, typed["amount"], None) else []
    assert wrong == []


def test_a_change_that_leaves_a_pack_without_a_price_is_not_applied(price_editor, medicine):
    desk = Desk(price_editor).type(change="amount", amount="-60").send("preview")
    assert "1 without a price" in desk.text

    desk.type(have_read="on").send("apply")

    assert "1 price would be none: leave that pack out, or change by less." in desk.text
    assert price_of(packs_of(medicine)[90]) == "68.00"


def test_nothing_to_change_is_said(price_editor, medicine):
    desk = Desk(price_editor).send("apply")
    assert desk.status == 422
    desk = Desk(price_editor).type(change="percent", amount="0").send("preview").send("apply")
    assert "Nothing would change: choose a change, then preview it." in desk.text


def test_more_dosages_than_a_page_holds_go_on_the_next(price_editor):
    for number in range(31):
        a_pack(a_dosage(a_medicine(f"Medicine {number:02}")), 60, "10.00")
    desk = Desk(price_editor).type(change="percent", amount="-5").send("preview")
    assert "Page 1 of 2" in desk.text
    first = desk.form["takes_part"][0]
    desk.form["takes_part"] = desk.form["takes_part"][1:]

    desk.send("page", "2")

    assert "Page 2 of 2" in desk.text
    assert not ProposedPrice.objects.get(pack=first).takes_part
    assert ProposedPrice.objects.filter(takes_part=True).count() == 30


def test_only_those_with_warnings_are_shown(price_editor, medicine):
    a_pack(a_dosage(a_medicine("Quiet")), 60, "10.00")
    desk = Desk(price_editor).type(change="percent", amount="-5").send("preview")
    assert "Quiet" in desk.text

    assert "Quiet" not in text_of(price_editor.get(f"{desk.url}?only=warnings"))


def test_one_that_was_applied_leads_to_the_list(price_editor, medicine):
    desk = Desk(price_editor).type(change="percent", amount="-5").send("preview")
    desk.type(have_read="on").send("apply")

    answer = price_editor.get(desk.url, follow=True)

    assert "These prices have been applied already." in text_of(answer)


@pytest.mark.parametrize("who", ["dispenser", "support"])
def test_who_may_not_change_prices_opens_nothing(who, medicine, price_editor):
    client = staff(who.capitalize())
    proposal = proposing.propose(Pack.objects.packs(), by=price_editor.user, now=timezone.now())
    url = reverse("admin:catalogue_pack_proposal", args=[proposal.pk])
    assert client.get(LIST).status_code == 403
    assert client.get(url).status_code == 403
    assert client.post(url, {"apply": "1"}).status_code == 403


FILTERS = {
    "category=none": 14,
    "strength=10mg": 8,
    "unit=inhaler": 2,
    "class=POM": 12,
    "price=0-10": 1,
    "price=100-250": 6,
    "changed=today": 1,
    "changed=before": 13,
    "on_sale=0": 1,
    "q=baclofen": 12,
    "q=10mg": 8,
}


def test_the_list_is_narrowed_down(price_editor, medicine):
    dosage = a_dosage(a_medicine("Albuterol", unit="inhaler", legal_class="GSL"), "10mg")
    a_pack(dosage, 1, "9.99")
    off = a_pack(dosage, 3, "30.00")
    Pack.objects.filter(pk=off.pk).update(is_public=False)
    price_of(off)  # the database records what there is
    StockRecord.objects.filter(product=off).update(price="31.00")
    price_of(off)

    pages = {asked: text_of(price_editor.get(f"{LIST}?{asked}")) for asked in FILTERS}

    found = {asked: rf"\b{packs} packs?\b" for asked, packs in FILTERS.items()}
    assert {asked: page for asked, page in pages.items() if not re.search(found[asked], page)} == {}


def test_odd_addresses_of_the_list_are_no_error(price_editor, medicine):
    odd = ["category=x", "price=1e9-", "changed=%00", "class=' OR 1=1", "p=99999"]
    statuses = {asked: price_editor.get(f"{LIST}?{asked}").status_code for asked in odd}
    assert {asked for asked, status in statuses.items() if status not in (200, 302, 400)} == set()


def test_the_list_asks_the_same_for_few_packs_and_many(
    price_editor, medicine, django_assert_num_queries
):
    price_editor.get(LIST)
    with django_assert_num_queries(10) as few:
        price_editor.get(LIST)
    for number in range(20):
        a_pack(a_dosage(a_medicine(f"Medicine {number:02}")), 60, "10.00")
    with django_assert_num_queries(len(few)):
        price_editor.get(LIST)


@pytest.mark.parametrize("packs", [2, 12])
def test_the_page_asks_the_same_for_few_packs_and_many(
    price_editor, medicine, packs, django_assert_num_queries
):
    desk = Desk(price_editor, Pack.objects.packs()[:packs])
    desk.type(change="percent", amount="-5").send("preview")
    with django_assert_num_queries(14):
        price_editor.get(desk.url)
