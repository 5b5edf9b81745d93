"""`manage.py load_demo` and `manage.py remove_demo`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from catalog.demo.content import medicines
from catalog.demo.load import load_demo
from catalog.demo.staff import DEMO_PASSWORD, add_demo_staff
from catalog.leaflets.models import Leaflet, MonographReview
from catalog.leaflets.pdf import looked_through
from catalog.models import Category, Product
from catalog.shopfacts.models import ShopFacts
from catalog.stock import reserve
from catalog.texts.actions import put_text
from catalog.texts.kinds import TextKind
from catalog.texts.models import Text
from checkout.accounts.models import User
from checkout.basket.models import Basket
from checkout.order.models import Line, Order, ShippingAddress
from checkout.payment.models import LedgerEntry, Outbox, PaymentAttempt, Refund
from checkout.shipping.models import DeliveryMethod
from tests.checkout.shopping import a_cart
from tests.factories import Country, a_dosage, a_medicine, a_pack

pytestmark = pytest.mark.django_db
EVERY = len(medicines())


def run(command: str) -> str:
    out = StringIO()
    call_command(command, stdout=out)
    return out.getvalue().strip()


def an_order_of(pack: Product, *, is_demo: bool) -> Order:
    """One pack, ordered and waiting for its payment."""
    country, _ = Country.objects.get_or_create(iso_3166_1_a2="US")
    order = Order.objects.create(
        number=f"order-{pack.pk}",
        is_demo=is_demo,
        total_incl_tax=pack.stockrecords.get().price,
        total_excl_tax=pack.stockrecords.get().price,
        shipping_address=ShippingAddress.objects.create(line1="1 Sample Street", country=country),
    )
    Line.objects.create(
        order=order,
        product=pack,
        stockrecord=pack.stockrecords.get(),
        dosage=pack.dosage,
        units=pack.units,
        quantity=1,
        num_allocated=1,
        legal_class="GSL",
        tax_rate=0,
        line_price_incl_tax=order.total_incl_tax,
        line_price_excl_tax=order.total_incl_tax,
        line_price_before_discounts_incl_tax=order.total_incl_tax,
        line_price_before_discounts_excl_tax=order.total_incl_tax,
    )
    reserve({pack.dosage_id: pack.units})
    attempt = PaymentAttempt.objects.create(order=order, amount=5200, currency="USD")
    Outbox.objects.create(kind="open", order=order, attempt=attempt, key=f"open-{attempt.pk}")
    return order


def a_demo_pack() -> Product:
    return Product.objects.packs().get(parent__slug="baclofen", dosage__label="10mg", units=60)


def test_the_demo_comes_and_goes():
    assert run("load_demo") == f"Demo medicines added: {EVERY}."
    assert run("load_demo") == "Demo medicines added: 0."
    assert run("remove_demo") == f"Demo medicines removed: {EVERY}. Demo orders removed: 0."
    for table in (Product, Category, DeliveryMethod, ShopFacts, Text, MonographReview, Leaflet):
        assert not table.objects.exists(), table
    assert not User.objects.filter(is_active=True).exists()


def test_the_demos_baclofen_has_a_reviewed_text_and_leaflets(client):
    run("load_demo")
    run("load_demo")

    monograph = client.get("/medicines/baclofen/").context["page"].monograph
    assert (monograph.review.name, monograph.review.registration) == ("Tom Adeyemi", "2000002")
    assert [link.dosage_key for link in monograph.leaflets] == ["10mg", "25mg"]
    assert MonographReview.objects.count() == 1
    assert Leaflet.objects.count() == 2
    for link in monograph.leaflets:
        assert looked_through(client.get(link.url).content).pages == 1


def test_a_medicine_the_owners_page_took_over_gets_no_review_of_the_demos():
    load_demo()
    add_demo_staff()
    Product.objects.filter(slug="baclofen").update(is_demo=False)

    run("load_demo")

    assert not MonographReview.objects.exists()
    assert not Leaflet.objects.exists()


def test_a_demo_shop_sells_delivers_and_has_staff():
    run("load_demo")
    assert DeliveryMethod.objects.count() == 2
    assert ShopFacts.objects.get().name == "Rowan Pharmacy"
    assert User.objects.filter(is_staff=True).count() == 5


def test_the_demos_staff_leave_with_it_and_come_back_with_it():
    run("load_demo")
    run("remove_demo")
    assert not User.objects.filter(is_active=True).exists()
    run("load_demo")
    owner = User.objects.get(email="owner@example.com")
    assert (owner.is_active, owner.is_staff, owner.is_superuser) == (True, True, True)
    assert owner.check_password(DEMO_PASSWORD)


def test_what_staff_entered_about_the_shop_stays():
    ShopFacts.objects.create(pk=1, name="The owner's pharmacy")
    run("load_demo")
    run("remove_demo")
    assert ShopFacts.objects.get().name == "The owner's pharmacy"


def test_the_demos_texts_are_samples_and_those_of_staff_stay():
    put_text(TextKind.TERMS, "The owner's own.", now=timezone.now())
    run("load_demo")
    samples = Text.objects.filter(is_sample=True)
    assert set(samples.values_list("kind", flat=True)) == set(TextKind) - {TextKind.TERMS}

    put_text(TextKind.PRIVACY, "The owner's own, too.", now=timezone.now())
    run("remove_demo")

    assert set(Text.objects.values_list("kind", flat=True)) == {"terms", "privacy"}


def test_demo_orders_and_carts_go_with_the_demo():
    run("load_demo")
    an_order_of(a_demo_pack(), is_demo=True)
    cart = Basket.objects.get(pk=a_cart({a_demo_pack(): 1}))

    assert run("remove_demo") == f"Demo medicines removed: {EVERY}. Demo orders removed: 1."

    assert not cart.lines.exists()
    for table in (Product, Order, Line, PaymentAttempt, Outbox, ShippingAddress):
        assert not table.objects.exists(), table


def test_demo_orders_that_were_charged_and_refunded_go_with_all_their_money():
    run("load_demo")
    attempt = an_order_of(a_demo_pack(), is_demo=True).attempts.get()
    PaymentAttempt.objects.filter(pk=attempt.pk).update(captured=5200)
    Refund.objects.create(attempt=attempt, amount=500, reason="Damaged")
    LedgerEntry.objects.create(
        attempt=attempt, kind="charged", amount=5200, stripe_id="ch_1", at=attempt.created_at
    )

    assert run("remove_demo") == f"Demo medicines removed: {EVERY}. Demo orders removed: 1."

    for table in (Order, PaymentAttempt, Refund, LedgerEntry):
        assert not table.objects.exists(), table


def test_a_demo_order_of_staffs_own_medicine_gives_its_units_back():
    run("load_demo")
    own = a_pack(a_dosage(a_medicine("Own"), units_on_hand=100), 60)
    an_order_of(own, is_demo=True)

    run("remove_demo")

    own.dosage.refresh_from_db()
    assert (own.dosage.units_on_hand, own.dosage.units_reserved) == (100, 0)


def test_what_demo_orders_kept_of_invented_stock_goes_with_them():
    """The owner's page took the medicine over while a demo order still had units reserved."""
    run("load_demo")
    pack = a_demo_pack()
    an_order_of(pack, is_demo=True)
    Product.objects.filter(slug="baclofen").update(is_demo=False)
    Product.objects.filter(parent__slug="baclofen").update(is_demo=False)

    run("remove_demo")

    pack.dosage.refresh_from_db()
    assert (pack.dosage.units_on_hand, pack.dosage.units_reserved) == (0, 0)


def test_a_shop_with_a_real_order_keeps_everything_and_says_what_to_do():
    run("load_demo")
    an_order_of(a_demo_pack(), is_demo=False)
    other = Product.objects.packs().filter(parent__slug="cetirizine").first()
    an_order_of(other, is_demo=True)

    with pytest.raises(CommandError, match=r"real orders \(1\).*off sale"):
        run("remove_demo")

    assert Product.objects.medicines().count() == EVERY
    assert Order.objects.count() == 2


def test_no_order_can_slip_in_while_the_demo_is_removed():
    run("remove_demo")

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT mode FROM pg_locks WHERE relation = 'order_order'::regclass"
            " AND pid = pg_backend_pid()"
        )
        modes = {mode for (mode,) in cursor.fetchall()}
    assert "ShareRowExclusiveLock" in modes


def test_a_live_shop_refuses_the_demo(settings):
    settings.SHOP_MODE = "live"

    with pytest.raises(CommandError, match="SHOP_MODE=demo"):
        run("load_demo")
