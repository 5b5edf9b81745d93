"""Everything that reads orders: pages of shoppers and staff, the report, the worker's rounds."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalog.prices.sheet_reading import read_next_sheet
from checkout.accounts.models import User
from checkout.accounts.own_data import everything_about
from checkout.order.models import DispensedLot, Order
from checkout.order.page.finding import mail_link_where_both_fit
from checkout.prescriptions.models import Patient
from checkout.prescriptions.reads import lines_of
from checkout.running.chores import WAYS
from checkout.running.loops import MONEY_DUTIES, PAGE_DUTIES, work_on_mail
from checkout.running.report import Days
from checkout.running.report_reads import read_report
from checkout.running.troubles import troubles

Look = Callable[[], object]


def looks(customer: User) -> dict[str, Look]:
    """By the words of the table. `customer` has some of the year's orders."""
    return {**_shoppers(customer), **_staffs(), **_deeds(customer)}


def rounds() -> dict[str, Look]:
    """What the worker does again and again, each where there is nothing to do."""
    in_turn = (*MONEY_DUTIES, *PAGE_DUTIES, work_on_mail)
    duties = {duty.__name__: duty for duty in in_turn}
    # What asks Stripe is compared elsewhere, and once for a page that nobody has finished.
    asks = {"reconcile_nightly", "reconcile_open", "watch"}
    found: dict[str, Look] = {
        name: _undone(duty) for name, duty in duties.items() if name not in asks
    }
    return found | {"read_next_sheet": _undone(read_next_sheet)}


def steps() -> dict[str, Look]:
    """The first step of each kind of housekeeping."""
    now = timezone.now()
    return {f"forgetting {kind.label}": partial(way.step, now, "") for kind, way in WAYS.items()}


def _undone(duty: Callable[..., object]) -> Look:
    """Whatever was due before is done, so that it only looks."""

    def look() -> None:
        now = timezone.now()
        for _ in range(1000):
            if not duty(now):
                return
        raise AssertionError(f"{duty} finds ever more to do")

    look()
    return lambda: duty(timezone.now())


def _shoppers(customer: User) -> dict[str, Look]:
    own = customer.orders.order_by("-pk")[0]
    account, guest = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
    account.force_login(customer)
    session = guest.session
    session["orders"] = [own.number]
    session.save()
    return {
        "Thank-you and order": _page(guest, own.get_absolute_url()),
        "Receipt": _page(guest, reverse("order-receipt", args=[own.number])),
        "Account": _page(account, reverse("account")),
        "Account: orders": _page(account, reverse("account-orders")),
        "Account: prescriptions": _page(account, reverse("account-prescriptions")),
        "Account: before it is deleted": _page(account, reverse("account-delete")),
    }


def _staffs() -> dict[str, Look]:
    owner = Client(SERVER_NAME="localhost")
    owner.force_login(_an_owner())
    order = Order.objects.filter(status="delivered").order_by("-date_placed")[0]
    case = Order.objects.filter(status="awaiting_pharmacist").order_by("pk")[0]
    lot = DispensedLot.objects.select_related("lot").order_by("pk")[0].lot
    orders, history = "/admin/order/order/", "/admin/history/entry/"
    addresses = {
        "Today": "/admin/",
        "Pharmacist's queue": "/admin/prescriptions/case/",
        "Queue: to decide": "/admin/prescriptions/case/?show=to_decide",
        "Queue: ending soon": "/admin/prescriptions/case/?show=ending&sort=hold",
        "A case": reverse("admin:prescriptions_case_change", args=[case.pk]),
        "Orders": orders,
        "Orders, page 3": f"{orders}?p=3",
        "Orders of today": f"{orders}?placed=today",
        "Orders: one state": f"{orders}?status__exact=delivered",
        "Orders: a rare state": f"{orders}?status__exact=rejected",
        "Orders: holds that end": f"{orders}?hold=48",
        "Orders: by number": f"{orders}?q={order.number}",
        "Orders: by e-mail": f"{orders}?q={order.guest_email or 'sam@example.com'}",
        "Orders: by name": f"{orders}?q={order.shipping_address.last_name}",
        "Orders: nobody's name": f"{orders}?q=nobodyatall",
        "Needs attention": f"{orders}attention/",
        "An order": reverse("admin:order_order_change", args=[order.pk]),
        "Comparisons with Stripe": "/admin/payment/reconciliation/",
        "Recall of a lot": f"{reverse('admin:order_order_recall')}?lot={lot.number}",
        "History": history,
        "History of an order": f"{history}?order={order.number}",
        "History of a person": f"{history}?by={_an_owner().pk}",
        "History of a request": f"{history}?request=0f8fad5b-d9cb-469f-a165-70867728950e",
        "Stock": "/admin/catalogue/dosage/",
        "People": "/admin/accounts/user/",
    }
    return {name: _page(owner, address) for name, address in addresses.items()}


def _deeds(customer: User) -> dict[str, Look]:
    known = Order.objects.exclude(guest_email="").order_by("-pk")[0]
    patient = Patient.objects.filter(order__isnull=False).order_by("-pk")[0]
    yesterday = timezone.localdate() - timedelta(days=1)

    def mail_a_link() -> None:
        with transaction.atomic():
            mail_link_where_both_fit(known.number, "else@example.com", now=timezone.now())

    return {
        "Own data": lambda: everything_about(customer, now=timezone.now()),
        "What a person ordered before": lambda: list(
            lines_of(patient.same_person, patient.born_on)[:50]
        ),
        "The link of an order": mail_a_link,
        "Daily report": lambda: read_report(Days(yesterday, yesterday), timezone.now()),
        "/readyz?all": lambda: troubles(timezone.now()),
    }


def _an_owner() -> User:
    owner = User.objects.filter(email="years-owner@example.com").first()
    if owner is None:
        owner = User.objects.create_superuser("years-owner@example.com", "a long enough phrase")
    return owner


def _page(client: Client, address: str) -> Look:
    def asked() -> None:
        answer = client.get(address)
        assert answer.status_code == 200, f"{address} answered {answer.status_code}"
        if answer.streaming:
            list(answer.streaming_content)

    return asked
