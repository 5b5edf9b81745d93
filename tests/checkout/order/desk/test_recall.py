"""A recall: from a lot's number every order and patient that got it, however many there are."""

import csv
import io

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from catalog.lots.models import Lot
from catalog.models import Dosage
from checkout.order.desk.recall_reads import lots_numbered, recipients, sums_of, who_got
from checkout.order.models import DispensedLot, Line, Order, ShippingAddress
from checkout.order.shelf.dispensing import dispense
from checkout.prescriptions.models import Patient
from tests.checkout.order.desk.at_the_desk import charged_order, ninety_pills
from tests.checkout.pages import text_of
from tests.checkout.shopping import SAM, a_placed_order, refreshed
from tests.factories import Country, a_dosage, a_lot, a_medicine, a_user, put_on_the_shelf

pytestmark = pytest.mark.django_db
PAGE = "/admin/order/order/recall/"
FILE = "/admin/order/order/recall/csv/"


@pytest.fixture
def got_it(sandbox):
    """An order that took 90 pills of lot BAD1 and 90 of another."""
    order = charged_order(sandbox, packs=2)
    dosage = Dosage.objects.get()
    a_lot(dosage, 90, "BAD1", expires_in_days=40)
    dispense(order, by=None, now=timezone.now())
    return refreshed(order)


def look(client, lot="BAD1", **more):
    return client.get(PAGE, {"lot": lot, **more})


def file_of(client, **asked):
    response = client.get(FILE, {"lot": "BAD1", **asked})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "no-store" in response["Cache-Control"]
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_who_got_a_lot_is_named_with_how_to_reach_them(staff, got_it):
    pharmacist = staff("pharmacist")
    page = text_of(look(pharmacist, " bad 1"))
    assert "1 order got 90 units" in page
    assert f"{got_it.number} Sam Example 1 Sample Street, Exampletown" in page
    assert "sam@example.com" in page
    [head, row] = file_of(pharmacist)
    assert head[:5] == ["Lot", "Pack", "Units", "Dispensed on", "Order"]
    pack = "Baclofen 10\u00a0mg, 90\u00a0pills"
    day = localdate().isoformat()
    assert row[:7] == ["BAD1", pack, "90", day, got_it.number, "Sam Example", SAM.email]
    assert row[8] == "Sam Example"
    assert row[9].startswith("1 Sample Street, Exampletown, CA, 90210")


def test_the_patient_is_named_and_whoever_ordered_for_her_is_how_to_reach_her(staff, got_it):
    Patient.objects.update(name="Mia Example")
    pharmacist = staff("pharmacist")
    page = text_of(look(pharmacist))
    assert f"{got_it.number} Mia Example Sent to Sam Example, 1 Sample Street" in page
    [head, row] = file_of(pharmacist)
    told = dict(zip(head, row, strict=True))
    assert (told["Patient"], told["Sent to"]) == ("Mia Example", "Sam Example")


def test_who_got_other_lots_is_not_named(staff, got_it):
    other = Lot.objects.exclude(number="BAD1").get().number
    a_lot(Dosage.objects.get(), 5, "UNUSED")
    pharmacist = staff("pharmacist")
    assert "Nobody got any of it." in text_of(look(pharmacist, "UNUSED"))
    assert "1 order got 90 units" in text_of(look(pharmacist, other))
    assert "We never had a lot of this number" in text_of(look(pharmacist, "NOSUCH"))


def test_a_number_two_medicines_share_can_be_told_apart(staff, got_it):
    a_lot(a_dosage(a_medicine("Tizanidine")), 5, "BAD1")
    pharmacist = staff("pharmacist")
    both = look(pharmacist)
    assert medicines(both) == ["Baclofen", "Tizanidine"]
    one = look(pharmacist, medicine="tizan")
    assert medicines(one) == ["Tizanidine"]
    assert "Nobody got any of it." in text_of(one)
    assert len(file_of(pharmacist, medicine="tizan")) == 1
    assert len(file_of(pharmacist, medicine="bacl")) == 2


def medicines(page):
    return [lot.dosage.medicine.title for lot, _standing in page.context["lots"]]


def test_a_lot_is_marked_as_on_the_page_of_its_stock(staff, got_it):
    a_lot(Dosage.objects.get(), 30, "OLD1", expires_in_days=-1)
    pharmacist = staff("pharmacist")
    assert "30 Expired Withdraw it" in text_of(look(pharmacist, "OLD1"))
    assert "40 days left Withdraw it" in text_of(look(pharmacist))


def test_what_is_left_of_it_is_withdrawn(staff, got_it):
    pharmacist, lot = staff("pharmacist"), a_lot(Dosage.objects.get(), 30, "BAD2")
    withdraw = reverse("admin:order_order_recall_withdraw")
    page = text_of(pharmacist.post(withdraw, {"withdraw": lot.pk}, follow=True))
    assert "Withdrawn: take what is left of it off the shelf." in page
    lot.refresh_from_db()
    assert (lot.withdrawn_because, lot.movements.get().by.email) == (
        "recalled",
        "pharmacist@example.com",
    )
    assert "30 Withdrawn: recalled" in page
    again = text_of(pharmacist.post(withdraw, {"withdraw": lot.pk}, follow=True))
    assert "Lot BAD2 is withdrawn already." in again
    for no_lot in ("", "0", "no", "9" * 40):
        assert pharmacist.post(withdraw, {"withdraw": no_lot}).status_code == 404
    assert pharmacist.get(withdraw).status_code == 405


@pytest.mark.parametrize("who", ["prices", "support", "dispenser"])
def test_who_got_what_is_shown_to_those_alone_who_recall(staff, got_it, who):
    client = staff(who)
    assert look(client).status_code == 403
    assert client.get(FILE, {"lot": "BAD1"}).status_code == 403
    withdraw = reverse("admin:order_order_recall_withdraw")
    assert client.post(withdraw, {"withdraw": Lot.objects.first().pk}).status_code == 403
    assert "Recall a lot" not in text_of(client.get("/admin/order/order/"))
    assert not Lot.objects.exclude(withdrawn_at=None).exists()


def test_the_list_of_orders_leads_there(staff, got_it):
    assert "Recall a lot" in text_of(staff("pharmacist").get("/admin/order/order/"))


def test_who_may_recall_and_not_withdraw_only_looks(staff, got_it):
    client = staff("pharmacist")
    group = Group.objects.get(name="Pharmacist")
    group.permissions.remove(Permission.objects.get(codename="withdraw_lot"))
    assert "Withdraw it" not in text_of(look(client))
    withdraw = reverse("admin:order_order_recall_withdraw")
    assert client.post(withdraw, {"withdraw": Lot.objects.first().pk}).status_code == 403


def test_a_number_is_asked_for(staff, db):
    pharmacist = staff("pharmacist")
    assert "Enter the lot number of the recall." not in text_of(pharmacist.get(PAGE))
    assert "Enter the lot number of the recall." in text_of(look(pharmacist, " "))
    assert pharmacist.get(FILE).status_code == 302
    assert "Shorten this to 60 characters." in text_of(look(pharmacist, "A" * 61))
    assert "Shorten this to 60 characters." in text_of(look(pharmacist, medicine="B" * 61))


def test_a_name_that_is_a_formula_stays_a_name(staff, got_it):
    ShippingAddress.objects.update(first_name='=HYPERLINK("http://evil.example")', last_name="")
    Patient.objects.update(name="=1+1")
    [_, row] = file_of(staff("pharmacist"))
    assert row[5] == "'=1+1"
    assert row[8] == '\'=HYPERLINK("http://evil.example")'


def test_an_account_without_a_guests_address_is_reached_by_its_own(got_it):
    Order.objects.update(guest_email="", user=a_user("ada@example.com"))
    [row] = recipients(who_got(lots_numbered("BAD1")))
    assert row.email == "ada@example.com"
    Order.objects.update(shipping_address=None)
    [row] = recipients(who_got(lots_numbered("BAD1")))
    assert (row.sent_to, row.phone, row.address) == ("", "", "")


# --- a thousand orders ----------------------------------------------------------------------------


def a_thousand_orders(number=1000):
    """Of one pack each, all dispensed out of lot BAD1, written as the shop would have."""
    pack = ninety_pills()
    put_on_the_shelf(number * 90 + 90)
    first = a_placed_order({pack: 1})
    line, country = first.lines.get(), Country.objects.first()
    addresses = ShippingAddress.objects.bulk_create(
        ShippingAddress(first_name="Patient", last_name=str(n), line1="1 Street", country=country)
        for n in range(number)
    )
    orders = Order.objects.bulk_create(
        Order(
            number=f"BULK-{n:04}",
            site=first.site,
            currency="USD",
            guest_email=f"patient{n}@example.com",
            shipping_address=address,
            status="dispensed",
            amount_to_capture=first.total_incl_tax,
            total_incl_tax=first.total_incl_tax,
            total_excl_tax=first.total_excl_tax,
            date_placed=first.date_placed,
        )
        for n, address in enumerate(addresses)
    )
    lot = a_lot(pack.dosage, 0, "BAD1")
    lines = Line.objects.bulk_create(_line(line, order) for order in orders)
    DispensedLot.objects.bulk_create(
        DispensedLot(line=one, lot=lot, units=90, dispensed_on=localdate()) for one in lines
    )


def _line(line, order):
    values = {
        field.attname: getattr(line, field.attname)
        for field in Line._meta.concrete_fields
        if field.name not in ("id", "order", "approved_quantity", "num_allocated", "legal_class")
    }
    # For general sale, so that nobody had to decide a thousand times.
    sold = {"legal_class": "GSL", "approved_quantity": 1, "num_allocated": 0}
    return Line(**values, **sold, order=order)


def test_a_recall_over_a_thousand_orders_reads_the_same_as_over_ten(staff):
    pharmacist = staff("pharmacist")
    a_thousand_orders()
    look(pharmacist)
    with CaptureQueriesContext(connection) as asked:
        page = look(pharmacist)
    assert "1000 orders got 90000 units" in text_of(page)
    assert len(page.context["recipients"]) == 100
    of_the_recall = [q["sql"] for q in asked if "lots_lot" in q["sql"]]
    assert len(of_the_recall) <= 3
    assert len(asked) <= 9, "with session, person, permissions, desks and facts"

    second = text_of(look(pharmacist, page=2))
    assert "Page 2 of 10" in second
    for beyond in ("0", "11", "many"):
        assert "of 10" in text_of(look(pharmacist, page=beyond))

    with CaptureQueriesContext(connection) as asked:
        rows = file_of(pharmacist)
    assert len([q for q in asked if "lots_lot" in q["sql"]]) <= 3
    assert len(rows) == 1001
    assert len({row[4] for row in rows[1:]}) == 1000
    assert len({row[6] for row in rows[1:]}) == 1000


def test_the_sums_are_of_all_and_not_of_a_page():
    a_thousand_orders(3)
    rows = who_got(lots_numbered("bad1"))
    assert sums_of(rows) == {"rows": 3, "orders": 3, "units": 270}
