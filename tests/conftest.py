"""Fixtures every test may ask for."""

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.db import connection
from django.dispatch import receiver
from django.test import TransactionTestCase
from django.test.signals import setting_changed
from hypothesis import settings as hypothesis_settings
from whitenoise import WhiteNoise

from catalog.prepared import forget_prepared
from catalog.templatetags.parts import forget_parts
from pharmacy.middleware import shops_policy
from pharmacy.static_files import collect_where_needed
from tests.database import TestDatabase, one_process_at_a_time

# The same cases on every machine, however busy it is: a red run is about the change, not the draw.
hypothesis_settings.register_profile("shop", deadline=None, derandomize=True)
hypothesis_settings.load_profile("shop")


@receiver(setting_changed)
def forget_what_settings_decide(**_):
    forget_prepared()
    forget_parts()
    shops_policy.cache_clear()


@receiver(user_logged_in)
def sits_there_just_now(request, user, **_):
    """Whom a test signs in without a form has shown it as somebody who used one."""
    if not request.path:
        record_authentication(request, user, "password")


@pytest.fixture(autouse=True)
def lists_are_written_at_once(request, _django_db_marker):
    """Where a test is one transaction that never ends: else they are when it does."""
    if "db" in request.fixturenames:
        request.getfixturevalue("db")
    if connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS places_are_written IMMEDIATE")


@pytest.fixture(scope="session")
def own_database(request) -> TestDatabase:
    """The one of this test process."""
    return TestDatabase(getattr(request.config, "workerinput", {}).get("workerid", "main"))


@pytest.fixture(scope="session")
def django_db_setup(own_database, django_db_blocker):
    """Each test process works on its own clone of the migrated template."""
    with django_db_blocker.unblock():
        own_database.create()
    TransactionTestCase._fixture_teardown = lambda case: own_database.clone()
    yield
    with django_db_blocker.unblock():
        own_database.drop()


def pytest_sessionstart():
    """Hashed and compressed static files, as a server has them: looked through once.

    Before any test is collected, as some import the server.
    """
    with one_process_at_a_time(settings.DATA_DIR / "static.lock"):
        collect_where_needed()
    look_through, found = WhiteNoise.update_files_dictionary, {}

    def look_through_once(server, root, prefix):
        if (root, prefix) not in found:
            look_through(server, root, prefix)
            found[root, prefix] = dict(server.files)
        server.files.update(found[root, prefix])

    WhiteNoise.update_files_dictionary = look_through_once


@pytest.fixture(scope="module", autouse=True)
def a_fresh_database(own_database, django_db_blocker):
    """Rows that tests have taken back still fill its tables and make every later test slow."""
    yield
    if own_database.is_used:
        with django_db_blocker.unblock():
            own_database.clone()
