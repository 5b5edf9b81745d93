"""By a method no page of ours uses, or as a script would ask, nobody does more than by a form."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.attacks.asking import Asker
from tests.attacks.pages import filled_in
from tests.statements import statements

pytestmark = pytest.mark.django_db
METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "X" * 500)
DEEDS = ("INSERT", "UPDATE", "DELETE")
# What is answered to a script in JSON by django-allauth, which this shop's pages never ask for.
AS_A_SCRIPT = {"X-Requested-With": "XMLHttpRequest", "Accept": "application/json"}
# What every visit may write: how often somebody comes, and what a session is for.
ANYWAY = ("accounts_session", "visits_counted", "shared_cache")


def test_no_method_but_get_and_post_does_anything(sams, things):
    """PUT is to Django's own views of forms what POST is, with nothing in the form."""
    sam, wrong = Asker(sams.account, cart=sams.cart), []
    for name, path in filled_in({**things, **sams.places})[0].items():
        for method in METHODS:
            with CaptureQueriesContext(connection) as asked:
                answer = sam.ask(method, path)
            deeds = [sql for sql in statements(asked) if sql.startswith(DEEDS)]
            deeds = [sql for sql in deeds if not any(table in sql for table in ANYWAY)]
            if answer.status_code >= 500 or deeds:
                wrong.append((name, method[:9], answer.status_code, deeds))
    assert wrong == []


def test_who_asks_as_a_script_is_told_no_more_and_breaks_nothing(sams, things):
    addresses = filled_in({**things, **sams.places})[0]
    wrong = []
    for asker in (Asker(), Asker(sams.account)):
        for name, path in addresses.items():
            for ask in (asker.look, asker.send):
                answer = ask(path, headers=AS_A_SCRIPT)
                if answer.status_code >= 500:
                    wrong.append((name, ask.__name__, answer.status_code))
    assert wrong == []
