"""What pages read all the time is written by Django once, and planned by PostgreSQL once."""

from contextlib import contextmanager

import pytest
from django.db import NotSupportedError, ProgrammingError, connection, transaction
from django.db.models import F, Q
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from catalog.models import Category
from catalog.prepared import Prepared, among, is_among, rows_of, statement
from tests.factories import a_category
from tests.pharmacy.exact.elsewhere import elsewhere

pytestmark = pytest.mark.django_db(transaction=True)


def named(name):
    return Category.objects.filter(name=name).values_list("slug", F("tax_rate"))


@pytest.fixture
def categories():
    a_category("Eyes")
    a_category("Ears")
    return Prepared(named, name="(a name)")


def plans():
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [
            statement for (statement,) in cursor.fetchall() if "catalogue_category" in statement
        ]


def test_it_answers_as_the_queryset_does_whatever_it_is_asked_with(categories):
    for name in ("Eyes", "Ears", "Nose", "50 % 'off'; --"):
        assert list(categories.rows(name=name)) == list(named(name))


def test_it_is_written_and_planned_once_and_asks_once_each_time(categories):
    connection.close()
    for name in ("Eyes", "Ears"):
        with CaptureQueriesContext(connection) as asked:
            assert len(list(categories.rows(name=name))) == 1
        assert len(asked) == 1
    assert len(plans()) == 1


def test_it_is_planned_for_no_value_of_its_own(categories):
    """PostgreSQL by itself plans the first five times anew, and for our few rows ever after."""
    connection.close()
    for _ in range(3):
        list(categories.rows(name="Eyes"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT generic_plans, custom_plans FROM pg_prepared_statements")
        assert cursor.fetchall() == [(3, 0)]


def test_it_may_be_planned_anew_for_what_it_is_asked_with(categories):
    connection.close()
    wanted = Prepared(
        lambda name: named(name).filter(slug__contains="e").exclude(slug="100 %s %"),
        name="(a name)",
    )
    for name in ("Eyes", "Ears", "Nose", "50 % 'off'; --"):
        assert list(wanted.rows_planned_anew(name=name)) == list(named(name))
    assert plans() == []


def test_another_connection_plans_it_for_itself(categories):
    list(categories.rows(name="Eyes"))
    connection.close()
    assert len(list(categories.rows(name="Ears"))) == 1


def test_what_is_rolled_back_takes_no_plan_with_it(categories):
    connection.close()
    with transaction.atomic():
        list(categories.rows(name="Eyes"))
        transaction.set_rollback(True)
    assert len(list(categories.rows(name="Ears"))) == 1


def test_a_column_of_another_type_is_planned_anew(categories):
    list(categories.rows(name="Eyes"))
    with another_type():
        assert len(list(categories.rows(name="Eyes"))) == 1


def test_within_a_transaction_it_is_so_from_the_next_request_on(categories):
    list(categories.rows(name="Eyes"))
    with another_type():
        with pytest.raises(NotSupportedError), transaction.atomic():
            list(categories.rows(name="Eyes"))
        connection.close_if_unusable_or_obsolete()
        with transaction.atomic():
            assert len(list(categories.rows(name="Eyes"))) == 1


def test_a_connection_that_is_dead_is_opened_anew_before_it_is_asked(categories, monkeypatch):
    """As in a shop that is open, where connections outlive requests and are asked if they live."""
    for name, value in (("CONN_MAX_AGE", 60), ("CONN_HEALTH_CHECKS", True)):
        monkeypatch.setitem(connection.settings_dict, name, value)
    connection.close()
    list(categories.rows(name="Eyes"))
    with elsewhere() as other:
        other.changes(
            "SELECT pg_terminate_backend(%s, 5000)", connection.connection.info.backend_pid
        )
    connection.close_if_unusable_or_obsolete()
    assert len(list(categories.rows(name="Ears"))) == 1
    connection.close()


def test_what_goes_wrong_when_it_is_planned_is_an_error_of_djangos():
    with pytest.raises(ProgrammingError):
        rows_of(statement("SELECT FROM no_such_table WHERE %s"), [True])


def test_it_may_be_of_instances():
    a_category("Eyes")
    found = Prepared(lambda name: Category.objects.filter(name=name), name="(a name)")
    assert found.one(name="Eyes") == Category.objects.get(name="Eyes")
    assert found.first(name="Nose") is None
    with pytest.raises(Category.DoesNotExist):
        found.one(name="Nose")


def test_any_number_of_values_stand_in_the_place_of_one():
    for name in ("Eyes", "Ears", "Nose"):
        a_category(name)
    for condition in (
        lambda names: Q(name__in=among(names, "text")),
        lambda names: is_among("name", names, "text"),
    ):
        named = Prepared(
            lambda names, of=condition: Category.objects.filter(of(names)), names=["(a name)"]
        )
        for names in ([], ["Eyes"], ["Eyes", "Nose"]):
            assert {one.name for one in named.rows(names=names)} == set(names)


def test_a_lock_without_a_transaction_is_refused(categories):
    locked = Prepared(
        lambda name: Category.objects.select_for_update().filter(name=name), name="(a name)"
    )
    with transaction.atomic():
        assert locked.one(name="Eyes").name == "Eyes"
    with pytest.raises(TransactionManagementError):
        locked.one(name="Eyes")


@contextmanager
def another_type():
    """The tax rate has a type of its own within the block."""
    alter("numeric(6, 3)")
    yield
    alter("numeric(5, 2)")


def alter(kind):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE catalogue_category ALTER COLUMN tax_rate TYPE {kind}")


def test_a_query_that_asks_by_nothing_that_is_given_is_refused():
    by_nothing = Prepared(lambda name: Category.objects.values_list("slug"), name="(a name)")
    with pytest.raises(ValueError, match="does not ask by"):
        by_nothing.rows(name="Eyes")
