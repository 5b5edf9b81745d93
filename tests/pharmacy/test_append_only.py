"""A live shop signs in to its database with a role that alters nothing the shop has to prove."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection

from checkout.order.actions import cancel
from pharmacy.append_only import alterable_tables, append_only_tables
from pharmacy.history.models import EVENTS
from tests.checkout.shopping import a_placed_order, refreshed
from tests.database_roles import a_role, as_superuser, owner, run, signed_in
from tests.factories import a_pack, a_user

pytestmark = pytest.mark.django_db(transaction=True)
OTHERS = {
    "catalogue_stockmovement",
    "leaflets_leaflet",
    "leaflets_monographreview",
    "order_dispatch",
    "order_dispensedlot",
    "order_takenback",
    "partner_pricefrom",
    "payment_ledgerentry",
    "prescriptions_decision",
    "prescriptions_fileview",
}


@pytest.fixture
def role():
    with a_role() as name:
        yield name


def database() -> str:
    return connection.ops.quote_name(connection.settings_dict["NAME"])


@pytest.fixture
def web(role):
    call_command("grant_web", role, stdout=StringIO())
    return role


def test_what_is_only_added_to_is_known_by_its_triggers():
    events = {event._meta.db_table for event in EVENTS.values()}
    assert set(append_only_tables()) == events | OTHERS


def test_the_webs_role_serves_the_shop_and_leaves_events(web):
    pack, role = a_pack(), Group.objects.get(name="Support")
    with signed_in(web):
        order = a_placed_order({pack: 1})
        person = a_user()
        person.groups.add(role)
        person.groups.remove(role)
        assert cancel(order, now=order.date_placed + timedelta(hours=1))
    assert refreshed(order).status == "cancelled"
    deeds = EVENTS["rolegiven"].objects.filter(user_id=person.pk).order_by("pgh_id")
    assert [event.pgh_label for event in deeds] == ["insert", "delete"]


@pytest.mark.parametrize("deed", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_webs_role_can_change_nothing_that_is_only_added_to(web, deed):
    tables = append_only_tables()
    with signed_in(web):
        for table in tables:
            column = "pgh_id" if table.startswith("history_") else "id"
            with pytest.raises(ProgrammingError, match="permission denied"):
                run(deed.format(table, column, column))


@pytest.mark.parametrize(
    "deed",
    [
        "ALTER TABLE history_priceevent DISABLE TRIGGER ALL",
        "DROP TABLE history_priceevent",
        "CREATE OR REPLACE FUNCTION payment_keep_ledger() RETURNS trigger"
        " LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
        "CREATE TABLE own (id int)",
        "SET session_replication_role = replica",
    ],
)
def test_the_webs_role_takes_no_guard_away(web, deed):
    with signed_in(web), pytest.raises(ProgrammingError, match="permission denied|must be owner"):
        run(deed)


def test_the_webs_role_stands_no_table_of_its_own_before_the_shops(web):
    with signed_in(web), pytest.raises(ProgrammingError, match="permission denied"):
        run("CREATE TEMPORARY TABLE history_priceevent (id int)")


def test_a_role_that_may_make_temporary_tables_by_another_is_refused(role):
    run(f"GRANT TEMPORARY ON DATABASE {database()} TO pg_monitor")
    as_superuser(f'GRANT pg_monitor TO "{role}"')
    with pytest.raises(CommandError, match="could still make temporary tables"):
        call_command("grant_web", role, stdout=StringIO())


def test_a_live_shop_whose_role_may_make_temporary_tables_is_not_ready(client, settings, web):
    settings.LIVE = True
    run(f'GRANT TEMPORARY ON DATABASE {database()} TO "{web}"')
    with signed_in(web):
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert b"could make temporary tables" in answer.content


def test_a_live_shop_is_ready_with_that_role_and_with_no_other(client, settings, web):
    settings.LIVE = True
    as_owner = client.get("/readyz")
    with signed_in(web):
        assert alterable_tables() == []
        as_web = client.get("/readyz")
    assert (as_owner.status_code, as_web.status_code) == (503, 200)
    assert b"tables that are only added to" in as_owner.content
    run(f'GRANT UPDATE (amount) ON payment_ledgerentry TO "{web}"')
    with signed_in(web):
        assert alterable_tables() == ["payment_ledgerentry"]


def test_a_demo_is_ready_with_its_own_role(client):
    assert client.get("/readyz").status_code == 200


def test_the_grants_can_be_read_before_they_are_run(role):
    out = StringIO()
    call_command("grant_web", role, print=True, stdout=out)
    assert 'REVOKE UPDATE, DELETE ON "catalogue_stockmovement"' in out.getvalue()
    with signed_in(role), pytest.raises(ProgrammingError, match="permission denied"):
        run("SELECT FROM order_order")


def test_a_role_that_no_grant_binds_is_refused_and_one_that_is_missing_named():
    with pytest.raises(CommandError, match="superuser or owns"):
        call_command("grant_web", owner())
    with pytest.raises(CommandError, match="There is no role nobody_here"):
        call_command("grant_web", "nobody_here")


@pytest.mark.parametrize("printed", [False, True])
def test_nothing_is_granted_to_everybody(role, printed):
    """PostgreSQL takes "public" for every role there is, quoted or not."""
    with pytest.raises(CommandError, match="There is no role public"):
        call_command("grant_web", "public", print=printed)
    with signed_in(role), pytest.raises(ProgrammingError, match="permission denied"):
        run("SELECT FROM order_order")
