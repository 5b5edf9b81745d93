"""A release changes the database while the version before still serves: nothing it needs goes."""

import pytest
from django.conf import settings
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db.migrations.loader import MigrationLoader
from django_migration_linter import MigrationLinter

# What is made concurrently is asked for its SQL outside of a transaction alone.
pytestmark = pytest.mark.django_db(transaction=True)
# Where the shop first opens: no version before it is served from an older database. What comes
# after one of these has to be safe for whoever is on it. Never moved once a shop is open.
OPENED_WITH = {
    "account": "0009_emailaddress_unique_primary_email",
    "accounts": "0003_tries_are_counted_for_all_processes",
    "address": "0007_useraddress_code",
    "admin": "0003_logentry_add_action_flag_choices",
    "analytics": "0003_auto_20200801_0817",
    "auth": "0012_alter_user_first_name_max_length",
    "basket": "0013_carts_hold_packs",
    "catalogue": "0042_staffs_lists_are_read_by_an_index",
    "communication": "0004_auto_20200801_0817",
    "contenttypes": "0002_remove_content_type_name",
    "customer": "0008_assign_permissions_to_staff",
    "flatpages": "0001_initial",
    "history": "0004_scheduled_prices_enter_the_history",
    "leaflets": "0004_pharmacists_review_texts",
    "lots": "0004_pharmacists_withdraw_and_dispensers_receive",
    "mfa": "0003_authenticator_type_uniq",
    "offer": "0013_range_excluded_categories",
    "order": "0026_who_does_what_with_orders",
    "partner": "0014_packs_are_listed_by_price",
    "payment": "0008_ledger_is_only_added_to",
    "pghistory": "0007_auto_20250421_0444",
    "pictures": "0003_broken_pictures_are_found",
    "places": "0003_who_is_kept_back_is_found",
    "prescriptions": "0005_pharmacists_decide_cases",
    "prices": "0007_what_scheduled_prices_came_to",
    "reductions": "0003_price_editors_and_pharmacists_announce",
    "reviews": "0005_productreview_code",
    "search": "0007_what_may_have_been_meant_is_written_once",
    "sessions": "0001_initial",
    "shipping": "0004_delivery_methods",
    "shopfacts": "0001_who_sells",
    "shown": "0001_changes_of_what_is_shown",
    "sites": "0002_alter_domain_unique",
    "substances": "0006_paracetamol_as_its_market_sells_it",
    "texts": "0001_texts_of_the_shop",
    "voucher": "0010_auto_20210224_0712",
    "waiting": "0001_who_waits_for_what",
    "wishlists": "0004_auto_20220328_0939",
}
# What is said of these is not so.
FALSE_ALARMS = {
    "accounts.0004_visits_are_counted": "its columns and index are of a table it makes",
}


def later():
    """Every migration since, those of packages too."""
    graph = MigrationLoader(None).graph
    before = {
        node
        for key in OPENED_WITH.items()
        if key in graph.nodes
        for node in graph.forwards_plan(key)
    }
    return sorted(graph.nodes.keys() - before - {tuple(key.split(".")) for key in FALSE_ALARMS})


def is_safe(key):
    linter = MigrationLinter(str(settings.BASE_DIR), no_cache=True)
    linter.lint_migration(MigrationLoader(None).get_migration(*key))
    return not linter.has_errors


@pytest.mark.parametrize("key", later(), ids=".".join)
def test_a_migration_takes_nothing_from_the_version_before(key):
    assert is_safe(key), "The lines above say what would break it, and what to do instead."


def test_one_that_was_stopped_halfway_goes_on():
    """Django's own finds the index it has made, or half made, and fails for ever."""
    stop = [
        f"{migration}: {operation.describe()}"
        for migration in MigrationLoader(None).disk_migrations.values()
        for operation in migration.operations
        if type(operation) is AddIndexConcurrently
    ]
    assert stop == [], "Use that of catalog/concurrently.py."


def test_one_that_does_is_found():
    """Of Oscar's own: a constraint that rows of the older version may break."""
    assert not is_safe(("catalogue", "0007_auto_20151207_1440"))


def test_what_the_shop_opened_with_is_there():
    graph = MigrationLoader(None).graph
    assert [key for key in OPENED_WITH.items() if key not in graph.nodes] == []
