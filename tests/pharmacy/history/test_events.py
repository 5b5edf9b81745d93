"""Whatever changes leaves an event, whoever changes it and in whatever way; and it stays."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import Error, connection, transaction
from django.db.models import CharField, TextField

from catalog.stock import reserve
from checkout.accounts.models import User
from pharmacy.history.acting import acting
from pharmacy.history.apps import hold_the_triggers
from pharmacy.history.models import EVENTS, Entry
from tests.factories import a_dosage, a_pack, a_user

pytestmark = pytest.mark.django_db
SHOPS_TABLES_FIRST = ["search_path=public, pg_temp"]
# What an event may hold beside ids, numbers, dates and flags: words the shop chose from a list.
WORDS = {
    "pgh_label",
    "structure",
    "legal_class",
    "label",  # of a dosage: 10mg
    "status",
    "currency",
    "old_status",
    "new_status",
    "state",
    "way",
    "kind",
    "verified",
    "severity",
    "number",  # of a lot
    "withdrawn_because",
    "outcome",
    "name",  # of a role, never of a person
    "codename",
}  # and, of the shop's own texts, which bind it, the whole body


def by_sql(statement: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def deeds(kind: str, pk: int) -> list[str]:
    events = EVENTS[kind].objects.filter(id=pk).order_by("pgh_id")
    return [event.pgh_label for event in events]


def test_a_price_leaves_an_event_as_it_comes_changes_and_goes():
    price = a_pack(price="52.00").stockrecords.get()
    price.price = Decimal("49.00")
    price.save()
    by_sql("DELETE FROM partner_stockrecord WHERE id = %s", price.pk)
    events = EVENTS["price"].objects.filter(id=price.pk).order_by("pgh_id")
    assert [(event.pgh_label, event.price) for event in events] == [
        ("insert", Decimal("52.00")),
        ("update", Decimal("49.00")),
        ("delete", Decimal("49.00")),
    ]
    assert {event.product_id for event in events} == {price.product_id}


def test_revoking_a_role_and_a_permission_leaves_events():
    role, person = Group.objects.get(name="Pharmacist"), a_user()
    right = Permission.objects.get(codename="decide_case")
    person.groups.add(role)
    person.user_permissions.add(right)
    person.groups.remove(role)
    person.user_permissions.remove(right)
    role.permissions.remove(right)
    for kind, of_what in (("rolegiven", "user_id"), ("personmay", "user_id")):
        events = EVENTS[kind].objects.filter(**{of_what: person.pk}).order_by("pgh_id")
        assert [event.pgh_label for event in events] == ["insert", "delete"], kind
    gone = EVENTS["rolemay"].objects.get(group_id=role.pk, pgh_label="delete")
    assert gone.permission_id == right.pk


def test_a_person_made_a_superuser_by_sql_leaves_an_event():
    person = a_user()
    by_sql("UPDATE accounts_user SET is_superuser = true WHERE id = %s", person.pk)
    assert EVENTS["person"].objects.get(id=person.pk, pgh_label="update").is_superuser


def test_what_is_in_no_event_leaves_none_when_it_changes():
    person = a_user()
    User.objects.filter(pk=person.pk).update(first_name="Canary", email="other@example.com")
    assert deeds("person", person.pk) == ["insert"]


def test_a_sale_reserves_without_an_event_and_a_count_changed_by_hand_leaves_one():
    dosage = a_dosage(units_on_hand=100)
    reserve({dosage.pk: 60})
    assert deeds("dosage", dosage.pk) == ["insert"]
    by_sql("UPDATE lots_lot SET units = 90 WHERE dosage_id = %s", dosage.pk)
    by_sql("UPDATE catalogue_dosage SET units_on_hand = 90 WHERE id = %s", dosage.pk)
    assert EVENTS["dosage"].objects.get(id=dosage.pk, pgh_label="update").units_on_hand == 90
    assert EVENTS["lot"].objects.get(dosage_id=dosage.pk, pgh_label="update").units == 90


@pytest.mark.parametrize("kind", EVENTS)
@pytest.mark.parametrize(
    "deed",
    ["UPDATE {} SET pgh_label = 'insert'", "DELETE FROM {}", "TRUNCATE {}", "TRUNCATE {} CASCADE"],
)
def test_an_event_stays_as_it_was_written(kind, deed):
    statement = deed.format(EVENTS[kind]._meta.db_table)
    with pytest.raises(Error, match="only ever added to"), transaction.atomic():
        by_sql(statement)


@pytest.mark.parametrize("ignored", ["pgtrigger_only_added_to_%", "pgtrigger_update_update_%"])
def test_no_session_can_switch_the_history_off(ignored):
    """django-pgtrigger lets every trigger be ignored that the session names."""
    price = a_pack().stockrecords.get()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(tgname)::text FROM pg_trigger WHERE tgname LIKE %s", [ignored]
        )
        (names,) = cursor.fetchone()
        cursor.execute("SET LOCAL pgtrigger.ignore = %s", [names])
    by_sql("UPDATE partner_stockrecord SET price = 1 WHERE id = %s", price.pk)
    assert deeds("price", price.pk) == ["insert", "update"]
    with pytest.raises(Error, match="only ever added to"), transaction.atomic():
        by_sql("DELETE FROM history_priceevent")


def test_no_session_stands_a_table_of_its_own_before_the_historys():
    price = a_pack().stockrecords.get()
    by_sql("CREATE TEMPORARY TABLE history_priceevent AS TABLE history_priceevent WITH NO DATA")
    by_sql("UPDATE partner_stockrecord SET price = 1 WHERE id = %s", price.pk)
    by_sql("DROP TABLE pg_temp.history_priceevent")
    assert deeds("price", price.pk) == ["insert", "update"]


def looks_of_functions() -> dict[str, list[str] | None]:
    """Where each of ours looks for tables."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, proconfig FROM pg_proc"
            " WHERE pronamespace = 'public'::regnamespace AND NOT EXISTS"
            " (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')"
        )
        return dict(cursor.fetchall())


def test_every_function_of_ours_looks_for_tables_in_the_shops_schema_first():
    looks = looks_of_functions()
    assert {"prescriptions_used", "order_keep_dispensed_whole", "payment_keep_ledger"} <= {*looks}
    assert len([name for name in looks if name.startswith("pgtrigger_")]) >= 3 * len(EVENTS)
    assert {name for name, look in looks.items() if look != SHOPS_TABLES_FIRST} == set()


def test_so_does_a_function_that_a_later_migration_brings():
    by_sql("CREATE FUNCTION brought() RETURNS int LANGUAGE sql AS 'SELECT 1'")
    with acting(command="migrate"):  # as from the command line
        hold_the_triggers(using="default")
    assert looks_of_functions()["brought"] == SHOPS_TABLES_FIRST


def test_events_hold_ids_states_amounts_and_dates_and_no_text_people_write():
    the_shops_own = {"text": {"body"}, "picture": {"alt"}}
    for kind, event in EVENTS.items():
        texts = {
            field.name for field in event._meta.fields if isinstance(field, CharField | TextField)
        }
        assert texts - the_shops_own.get(kind, set()) <= WORDS, kind


def test_every_kind_is_kept_in_all_three_ways():
    with connection.cursor() as cursor:
        for kind, event in EVENTS.items():
            table = event.pgh_tracked_model._meta.db_table
            cursor.execute(
                "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled = 'O'"
                " AND tgname ~ '^pgtrigger_(insert_insert|update_update|delete_delete)_'",
                [table],
            )
            assert cursor.fetchone() == (3,), kind


def test_only_pharmacists_and_superusers_look_at_the_history():
    roles = Group.objects.filter(permissions__codename=f"view_{Entry._meta.model_name}")
    assert [role.name for role in roles] == ["Pharmacist"]
