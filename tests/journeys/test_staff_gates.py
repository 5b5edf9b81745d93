"""Every staff page in a real browser: no finding of axe, no sideways scroll, nothing refused.

The fixtures fail a page on errors in the console, violations of the policy and requests elsewhere.
"""

from decimal import Decimal

import pytest
from django.db.models import F
from django.utils import timezone
from playwright.sync_api import expect

from catalog.demo.staff import add_demo_staff
from catalog.models import MonographSection, Pack
from catalog.prices.models import Proposal
from catalog.prices.proposing import choose_rule, propose
from catalog.prices.rounding import Change, Rule
from catalog.prices.scheduled import ScheduledPrice
from catalog.substances.models import Interaction, Substance
from catalog.texts.actions import put_text
from catalog.texts.kinds import TextKind
from catalog.texts.models import Text
from checkout.accounts.models import User
from checkout.order.models import Order
from checkout.payment.models import Reconciliation
from checkout.shipping.models import DeliveryMethod
from tests.catalog.leaflets.papers import a_leaflet, stand_for
from tests.catalog.pictures.drawn import a_broken_picture, a_picture
from tests.catalog.prices.scheduling import Clock, schedule, worker_comes
from tests.catalog.prices.sheets import imported, xlsx
from tests.catalog.reductions.past import reduced
from tests.checkout.prescriptions import deciding
from tests.checkout.shopping import a_placed_order
from tests.factories import a_category, a_lot, baclofen
from tests.journeys.gates import staffs_hindrances
from tests.journeys.staff import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
# Of the tour, which several processes walk at once.
PARTS = 3


@pytest.fixture
def addresses() -> list[str]:
    """Of every page of catalogue, orders, delivery, facts and people, with something on each."""
    add_demo_staff()
    category = a_category("Muscle relaxants")
    medicine = baclofen(category=category, check_note="25 mg is not in the text.")
    dosage = medicine.dosages.first()
    for kind in ("storage", "other"):
        MonographSection.objects.create(medicine=medicine, kind=kind, title=kind, body="Text.")
    dosage.movements.create(units=500, reason="Delivery 17")
    stand_for(medicine)
    a_leaflet(dosage)
    reduced(dosage.packs.get(units=90), before="72.00")
    scheduled = one_that_runs_and_one_that_waits(dosage)
    a_broken_picture(medicine)
    for made in (True, False):
        a_picture(medicine, made=made)
    a_lot(dosage, 30, "SOON", expires_in_days=20)
    person = User.objects.get(email="prices@example.com")
    medicine.dosages.update(unit_cost="0.60")
    order = a_placed_order({medicine.children.first(): 1})
    Order.objects.update(status="awaiting_pharmacist")
    troubled = a_troubled_order(medicine.children.last())
    method = DeliveryMethod.objects.get()
    text = put_text(TextKind.TERMS, "Words.", now=timezone.now())
    return [
        "/admin/",
        "/admin/catalogue/medicine/",
        "/admin/catalogue/medicine/add/",
        "/admin/catalogue/medicine/import/",
        f"/admin/catalogue/medicine/{medicine.pk}/change/",
        f"/admin/catalogue/medicine/{medicine.pk}/change/?copy={dosage.pk}&into=new",
        f"/admin/catalogue/medicine/{medicine.pk}/history/",
        f"/admin/catalogue/medicine/{medicine.pk}/text/",
        f"/admin/catalogue/medicine/{medicine.pk}/reductions/",
        f"/admin/catalogue/medicine/{medicine.pk}/pictures/",
        "/admin/catalogue/pack/",
        f"/admin/catalogue/pack/{dosage.packs.get(units=90).pk}/prices/?on=2001-01-01",
        f"/admin/catalogue/pack/proposals/{a_proposal(person).pk}/",
        "/admin/prices/scheduledprice/",
        "/admin/prices/scheduledprice/add/",
        f"/admin/prices/scheduledprice/add/?medicine={medicine.pk}",
        *(f"/admin/prices/scheduledprice/{one.pk}/change/" for one in scheduled),
        "/admin/catalogue/dosage/",
        f"/admin/catalogue/dosage/{dosage.pk}/change/",
        "/admin/catalogue/pack/",
        "/admin/catalogue/pack/import/",
        *(f"/admin/catalogue/pack/proposals/{proposal.pk}/" for proposal in sheets_looked_at()),
        "/admin/catalogue/category/",
        f"/admin/catalogue/category/{category.pk}/change/",
        f"/admin/catalogue/category/{category.pk}/delete/",
        "/admin/substances/substance/",
        "/admin/substances/substance/add/",
        f"/admin/substances/substance/{Substance.objects.get(name='opioids').pk}/change/",
        "/admin/substances/interaction/",
        f"/admin/substances/interaction/{Interaction.objects.first().pk}/change/",
        "/admin/substances/interaction/import/",
        "/admin/order/order/",
        "/admin/order/order/attention/",
        f"/admin/order/order/{order.pk}/change/",
        f"/admin/order/order/{troubled.pk}/change/",
        f"/admin/order/order/{order.pk}/pick-list/",
        f"/admin/order/order/{order.pk}/labels/",
        "/admin/order/order/recall/",
        "/admin/order/order/recall/?lot=soon",
        "/admin/prescriptions/case/",
        f"/admin/prescriptions/case/{order.pk}/",
        f"/admin/prescriptions/case/{troubled.pk}/",
        "/admin/prescriptions/question/",
        "/admin/prescriptions/question/add/",
        "/admin/payment/reconciliation/",
        f"/admin/payment/reconciliation/{Reconciliation.objects.get().pk}/change/",
        "/admin/address/country/",
        "/admin/shipping/deliverymethod/",
        f"/admin/shipping/deliverymethod/{method.pk}/change/",
        "/admin/shopfacts/shopfacts/1/change/",
        "/admin/texts/text/",
        "/admin/texts/text/add/",
        f"/admin/texts/text/{text.pk}/change/",
        "/admin/mails/",
        "/admin/mails/charged/",
        "/admin/accounts/user/",
        f"/admin/accounts/user/{person.pk}/change/",
        f"/admin/accounts/user/{person.pk}/password/",
        "/admin/accounts/user/add/",
        "/admin/auth/group/",
        "/admin/auth/group/1/change/",
        "/admin/history/entry/",
        "/admin/history/entry/?row=x",
        "/admin/password_change/",
    ]


def a_proposal(person) -> Proposal:
    """Of every pack there is, with warnings of each kind and one pack left without a price."""
    proposal = propose(Pack.objects.packs(), by=person, now=timezone.now())
    choose_rule(proposal, Rule(Change.AMOUNT, Decimal(-52)))
    return proposal


def one_that_runs_and_one_that_waits(dosage) -> list[ScheduledPrice]:
    clock = Clock()
    rows = [
        schedule(dosage.packs.get(units=units), "99.00", clock.at(hour), clock.at(48))
        for units, hour in ((120, 1), (180, 24))
    ]
    worker_comes(clock.at(1))
    return rows


def sheets_looked_at() -> list[Proposal]:
    """One with warnings and a new pack, one with an error."""
    warned = xlsx(["Baclofen", "10 mg", 60, 99], ["Baclofen", "10 mg", 30, 30])
    return [imported(warned), imported(xlsx(["Baclofen", "10 mg", 60, "66,5o"]))]


def a_troubled_order(pack) -> Order:
    """Charged too much, a part of it refunded, a promise not kept; and compared with Stripe."""
    order, now = a_placed_order({pack: 2}), timezone.now()
    deciding.as_if_decided(order)
    Order.objects.filter(pk=order.pk).update(status="approved", amount_to_capture="9.00")
    order.attempts.update(
        state="captured",
        captured=F("amount"),
        session_id="cs_gates",
        intent_id="pi_gates",
        card="Visa ending 4242",
        facts_read_at=now,
        needs_attention="Stripe tells another story of this payment than we do.",
    )
    attempt = order.attempts.get()
    for kind in ("held", "charged"):
        attempt.ledger.create(
            kind=kind, amount=attempt.amount, stripe_id="ch_3QKabcdefghi8Zt", at=now
        )
    attempt.refunds.create(amount=500, state="pending", reason="One pack was damaged")
    order.outbox.update(tries=9, last_error="550 no such mailbox")
    Reconciliation.objects.create(span="nightly", started_at=now, finished_at=now, compared=9)
    return order


def unfold(page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")


@pytest.mark.parametrize("part", range(PARTS))
def test_no_staff_page_hinders_anybody(addresses, page, part):
    page.goto("/admin/")
    findings = [f"sign-in: {finding}" for finding in staffs_hindrances(page)]
    sign_in(page, "owner@example.com")

    for address in addresses[part::PARTS]:
        answer = page.goto(address)
        unfold(page)
        findings += [f"{address} answers {answer.status}"] * (answer.status != 200)
        findings += [f"{address} {finding}" for finding in staffs_hindrances(page)]

    assert findings == []


def test_what_a_colleague_wrote_meanwhile_stands_beside_what_was_typed(page):
    add_demo_staff()
    text = put_text(TextKind.TERMS, "# Terms\n\nFirst.", now=timezone.now())
    sign_in(page, "owner@example.com", f"/admin/texts/text/{text.pk}/change/")
    page.get_by_label("Text").fill("# Terms\n\nMine.")
    put_text(TextKind.TERMS, "# Terms\n\nTheirs.\n" + "A long line. " * 30, now=timezone.now())

    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_role("region", name="What it says now")).to_contain_text("Theirs.")
    expect(page.get_by_label("Text")).to_have_value("# Terms\n\nMine.")
    assert staffs_hindrances(page) == []
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/admin/texts/text/")
    assert Text.objects.get().body.splitlines() == ["# Terms", "", "Mine."]


def test_the_headings_of_everything_else_can_be_read(addresses, open_page):
    page = open_page()
    page.goto("/admin/")
    sign_in(page, "owner@example.com")
    page.goto("/admin/")
    unfold(page)
    colours = "link => [link, document.body].map(part => getComputedStyle(part).color)"
    for heading in page.locator(".all caption a").all():
        own, bodys = heading.evaluate(colours)
        assert own == bodys
