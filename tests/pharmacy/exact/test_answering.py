"""A page asked for again costs one look at an index, and is never older than the last commit."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog import views
from catalog.models import Category, Dosage, MonographSection, Product
from catalog.shopfacts.models import shop_facts
from catalog.texts.actions import put_text
from catalog.texts.kinds import TextKind
from pharmacy import closing
from pharmacy.exact import freshness
from tests.checkout.plans import plan_of
from tests.factories import a_category, a_medicine, a_substance, a_user, baclofen
from tests.meanwhile import LONG
from tests.pharmacy.exact.asking import PAGE, Visitor, asked_for, is_kept, price_of
from tests.pharmacy.exact.elsewhere import elsewhere, forgetful

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = ["/", "/medicines/", "/categories/muscle-relaxants/", PAGE]


@pytest.fixture
def medicine():
    return baclofen(category=a_category())


@pytest.fixture
def client(medicine):
    return Visitor()


def test_a_page_asked_for_again_takes_one_query_and_is_the_same(client):
    for path in PAGES:
        first = client.get(path)
        number, again = asked_for(client, path)
        assert number == 1
        assert again.content == first.content
        # Of the request that made it, which alone is in the log.
        assert "X-Request-Id" not in again.headers
        assert dict(first.headers) == {
            **again.headers,
            "X-Request-Id": first.headers["X-Request-Id"],
        }
        assert first.headers["Cache-Control"] == "no-cache"
        assert "default-src 'none'" in first.headers["Content-Security-Policy"]
        assert not again.cookies


# The last take what the others change.
CHANGES = {
    "a price": lambda: price_of(90).update(price="67.00"),
    "a text": lambda: MonographSection.objects.create(
        medicine=Product.objects.medicines().get(), kind="storage", title="Storage", body="Dry."
    ),
    "a name": lambda: Product.objects.medicines().update(title="Lioresal"),
    "a dosage": lambda: Dosage.objects.filter(label="25mg").update(label="20mg"),
    "sold out": lambda: Dosage.objects.filter(label="10mg").update(units_reserved=1000),
    "the category": lambda: Category.objects.update(name="Spasms"),
    "who sells": lambda: type(shop_facts()).objects.update_or_create(defaults={"name": "Corner"}),
    "a legal text": lambda: put_text(TextKind.TERMS, "None of it.", now=timezone.now()),
    "a substance": lambda: a_substance(
        "baclofen", medicines=Product.objects.medicines(), max_units_per_sale=100
    ),
    "a pack is gone": lambda: price_of(90).get().product.delete(),
    "taken off the site": lambda: Product.objects.medicines().update(is_public=False),
}


def test_what_is_changed_shows_at_once_in_every_process(client):
    processes, anew_each_time = (client, Visitor()), forgetful()
    before = shown(client)
    for change, happens in CHANGES.items():
        happens()
        anew = shown(anew_each_time)
        assert anew != before, change
        for process in processes:
            assert shown(process) == anew, change
        before = anew


def shown(client):
    return {page: client.get(page).content for page in PAGES}


def test_another_medicines_change_leaves_this_page_alone(client):
    other = a_medicine("Tizanidine")
    client.get(PAGE)
    Product.objects.filter(pk=other.pk).update(title="Zanaflex")
    assert is_kept(client)
    assert b"Zanaflex" in client.get("/medicines/").content


def test_units_that_are_sold_leave_a_page_alone_until_a_pack_is_out_of_stock(client):
    dosage = Dosage.objects.get(label="10mg")
    client.get(PAGE)
    for reserved, kept in ((1, True), (640, True), (641, False), (999, False), (1000, True)):
        Dosage.objects.filter(pk=dosage.pk).update(units_reserved=reserved)
        assert is_kept(client) is kept, reserved


def test_a_change_that_began_before_a_page_was_made_and_ends_after_it_is_not_missed(client):
    with elsewhere() as first, elsewhere() as second:
        first.changes("UPDATE partner_stockrecord SET price = 51 WHERE price = 52")
        # Its number is higher, and it is committed earlier.
        second.changes("UPDATE partner_stockrecord SET price = 67 WHERE price = 68")
        second.commits()
        assert b"$67.00" in client.get(PAGE).content
        assert is_kept(client)
        first.commits()
    assert b"$51.00" in client.get(PAGE).content


def test_a_change_while_a_page_is_made_is_not_missed(client, monkeypatch):
    read = views.page_reads.medicine_page

    def and_then_another_price(*args, **kwargs):
        page = read(*args, **kwargs)
        price_of(90).update(price="67.00")
        return page

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(views.page_reads, "medicine_page", and_then_another_price)
        assert b"$68.00" in client.get(PAGE).content
    assert b"$67.00" in client.get(PAGE).content


def test_a_sale_that_began_before_its_medicine_was_renamed_is_not_missed(client):
    with elsewhere() as process:
        process.changes("UPDATE catalogue_dosage SET units_reserved = 1000 WHERE label = '10mg'")
        Product.objects.medicines().update(slug="lioresal")
        before = client.get("/medicines/lioresal/").content
        assert is_kept(client, "/medicines/lioresal/")
        process.commits()
    assert client.get("/medicines/lioresal/").content != before


def test_a_page_that_looked_at_its_visitor_is_not_kept(client, monkeypatch):
    render = views.render

    def personal(*args):
        response = render(*args)
        response["Vary"] = "Cookie"
        return response

    monkeypatch.setattr(views, "render", personal)
    client.get("/medicines/")
    assert not is_kept(client, "/medicines/")


def test_a_change_somebody_thinks_better_of_leaves_a_page_alone(client):
    client.get(PAGE)
    with elsewhere() as process:
        assert process.changes("UPDATE partner_stockrecord SET price = price + 1") == 12
        process.thinks_better_of_it()
    assert is_kept(client)


def test_what_an_open_transaction_sees_is_not_kept(medicine):
    # By the door a connection that is in a transaction would be given up.
    client = Client()
    with transaction.atomic():
        assert b"$68.00" in client.get(PAGE).content
        price_of(90).update(price="67.00")
        assert b"$67.00" in client.get(PAGE).content
        transaction.set_rollback(True)
    assert b"$68.00" in client.get(PAGE).content


def test_what_time_alone_changes_shows_on_time(client, monkeypatch):
    now = timezone.now()
    price_of(90).get().product.reductions.create(
        begins_at=now + timedelta(minutes=5),
        ends_at=now + timedelta(minutes=9),
        announced_by=a_user(),
        announced_at=now,
    )
    client.get(PAGE)
    for minutes, kept in ((4, True), (5, False), (8, True), (9, False), (60, True), (69, False)):
        at = now + timedelta(minutes=minutes)
        monkeypatch.setattr(freshness, "timezone", type("Clock", (), {"now": lambda at=at: at}))
        assert is_kept(client) is kept, minutes


def test_a_page_many_ask_for_at_once_is_made_once(client, monkeypatch):
    made, all_there = [], Event()
    read = views.page_reads.medicine_page

    def slowly(*args, **kwargs):
        made.append(args)
        all_there.wait(LONG)
        return read(*args, **kwargs)

    monkeypatch.setattr(views.page_reads, "medicine_page", slowly)
    client.get("/")  # its middleware is there

    def ask(_n):
        try:
            return client.get(PAGE).content
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = [pool.submit(ask, n) for n in range(4)]
        while not made:
            pass
        all_there.set()
        contents = {answer.result(LONG) for answer in answers}
    assert (len(made), len(contents)) == (1, 1)


@pytest.mark.parametrize("path", [f"{PAGE}?units=60", "/medicines/?min=0.2", "/search/?q=baclofen"])
def test_what_is_typed_into_an_address_is_answered_anew(client, path):
    client.get(path)
    assert not is_kept(client, path)


def test_a_dosage_has_a_page_of_its_own(client):
    pages = [PAGE, f"{PAGE}?dosage=10mg", f"{PAGE}?dosage=25mg"]
    contents = [client.get(page).content for page in pages]
    assert contents[0] == contents[1] != contents[2]
    assert all(is_kept(client, page) for page in pages)


def test_what_is_not_there_is_not_kept(client):
    assert client.get("/medicines/none/").status_code == 404
    a_medicine("None")
    assert client.get("/medicines/none/").status_code == 200


def test_a_shop_that_closes_answers_nothing_from_memory(client, settings, tmp_path):
    client.get(PAGE)
    settings.DATA_DIR = tmp_path
    (tmp_path / closing.SIGN).touch()
    assert client.get(PAGE).status_code == 503


def test_another_host_than_the_shops_is_refused_as_ever(client, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    assert client.get(PAGE).status_code == 200
    assert client.get(PAGE, headers={"Host": "elsewhere.example"}).status_code == 400


def test_a_database_that_is_away_is_never_stood_in_for(client, monkeypatch):
    client.get(PAGE)

    def away(*args, **kwargs):
        raise OperationalError("the database is away")

    monkeypatch.setattr(freshness, "unchanged", away)
    monkeypatch.setattr(freshness, "look", away)
    assert not is_kept(client)


def test_nothing_is_kept_where_there_is_no_room(medicine):
    client = forgetful()
    client.get(PAGE)
    assert not is_kept(client)


def test_the_look_finds_a_change_by_its_index(client):
    client.get(PAGE)
    with CaptureQueriesContext(connection) as asked:
        client.get(PAGE)
    assert "shown_change_pkey" in plan_of(asked[0]["sql"])
