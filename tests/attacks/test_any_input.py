"""Whatever anybody enters anywhere is answered, and changes nothing but what its form shows.

`ATTACKS=5000` in the environment tries so many drawn requests, other ones each time.
"""

import os
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from django.urls import resolve
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from checkout.accounts.models import User
from tests.attacks.beside import as_filled_in, beside, rows_now
from tests.attacks.odd import ODD, WORST, encoded, in_a_cookie, in_turn, pairs_of
from tests.attacks.opened import *  # noqa: F403
from tests.attacks.shop import NOBODY
from tests.attacks.trials import FORM, Trials, answer_to, undone
from tests.html_form import SentForm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox")]
DRAWN = int(os.environ.get("ATTACKS", 100))
# So often all parameters of a page are something odd.
TURNS = 3
NUL = WORST.index("\0")
# Pages that ask for the same are one page, more or less.
MOST_ALIKE = 1
NUMBER = re.compile("[0-9]+|[0-9A-Z]{4}-[0-9A-Z]{4}")
# What a form of one page is no field of, and another's may be.
STRANGE = ("next", "page", "q", "form-TOTAL_FORMS", "_selected_action", "action", "key", "\0")
# What is sent as its page shows it has to be taken, or nothing here is tried.
TAKEN = {
    *("account-details", "account_change_password", "account_login", "account_signup", "address"),
    *("cart-add", "cart-set", "checkout-delivery", "checkout-details", "checkout-review"),
    *("order-again", "order-cancel", "order_order_correct_dispatch", "order_order_dispense"),
    *("accounts_user_change", "auth_group_change", "shopfacts_shopfacts_change"),
    *("catalogue_medicine_change", "catalogue_pack_proposal", "prices_scheduledprice_change"),
    *("catalogue_category_change", "substances_substance_change", "texts_text_change"),
    *("shipping_deliverymethod_change", "prescriptions_case_take"),
}


def every_form(pages) -> Iterator[tuple]:
    """Whose it is, its path and itself; of those that are the same for another row, one."""
    seen = set()
    for page in pages:
        for to, form in page.forms:
            kind = tuple(NUMBER.sub("0", text) for text in (to, *form.names))
            if kind not in seen:
                seen.add(kind)
                yield page.who, to, form


def test_every_parameter_and_every_form_may_hold_anything(pages):
    """Parameters are those a page asks for, whether a link or a form of it names them or not."""
    trials, tried, alike = Trials(), set(), Counter()
    for page in pages:
        tried.update((page.name, one) for one in page.names)
        alike[page.names] += 1
        for turn in range(TURNS) if page.names and alike[page.names] <= MOST_ALIKE else ():
            trials.look(page.who, page.path, in_turn(page.names, turn))
    for number, (who, to, form) in enumerate(every_form(pages), len(WORST)):
        for turn in (NUL, number):
            trials.post(who, to, in_turn(form.names, turn))
    assert not trials.wrong, trials.said()
    assert {("search", "q"), ("medicine", "units"), ("catalogue_medicine_changelist", "q")} <= tried
    assert len(tried) > 100


def test_a_cookie_may_hold_anything(shop):
    names = ("session", "csrf", "basket", "shop_has", "messages", "sessionid", "oscar_open_basket")
    trials = Trials()
    for odd in (*ODD, "a" * 32, "a" * 31 + "\0"):
        cookies = "; ".join(f"{name}={in_a_cookie(odd)}" for name in names)
        for path in ("/cart/", "/account/", "/admin/"):
            trials.look(shop.people[NOBODY], path, Cookie=cookies)
    assert not trials.wrong, trials.said()


def test_a_consultation_begins_about_no_odd_medicine(shop):
    """Its form stands on a page only where prices may not be advertised."""
    trials = Trials()
    for odd in WORST:
        answer = trials.post(shop.people[NOBODY], "/consultation/begin/", [("medicine", odd)])
        assert answer.status == 404
    assert not trials.wrong, trials.said()


def test_what_a_form_does_not_show_cannot_be_sent_with_it(pages):
    evil, newest = User.objects.get(email="support@example.com"), User.objects.latest("pk").pk
    as_it_is, taken, wrong = rows_now(newest), set(), []
    for who, to, form in every_form(pages):
        # What Stripe is asked twice it answers otherwise.
        if not form.names or to.endswith("/pay/"):
            continue
        filled = as_filled_in(form)
        status, more = _sent(who, to, [*filled, *beside(form, evil)], newest)
        if status in (302, 303):
            taken.add(resolve(to.partition("?")[0]).url_name)
        if more == as_it_is:
            continue
        alone, shown = _sent(who, to, filled, newest)
        if (alone, shown) != (status, more):
            wrong.append((who.name, to, alone, status, sorted(shown ^ more)))
    assert wrong == []
    assert TAKEN - taken == set(), " ".join(sorted(taken))


def _sent(who, to: str, fields: list[tuple[str, str]], newest: int) -> tuple[int, set]:
    with undone():
        status = answer_to(who, "POST", to, encoded(fields).encode(), FORM).status
        return status, rows_now(newest)


odd_texts = st.sampled_from(ODD) | st.text(max_size=40) | st.integers().map(str)


def changed(form: SentForm, drawn) -> list[tuple[str, str]]:
    """The fields of a form, of which some are left out, sent twice, or hold something odd."""
    names = st.sampled_from([*form.names, *STRANGE])
    values = {name: st.sampled_from(choices) for name, choices in form.choices.items() if choices}
    fields = pairs_of(form)
    for name in drawn.draw(st.lists(names, min_size=1, max_size=5)):
        if drawn.draw(st.integers(0, 5)):
            fields = [pair for pair in fields if pair[0] != name]
        if drawn.draw(st.integers(0, 7)):
            fields.append((name, drawn.draw(values.get(name, odd_texts) | odd_texts)))
    return fields


def test_whatever_is_drawn_is_answered(pages):
    trials = Trials()

    @settings(
        max_examples=DRAWN,
        derandomize="ATTACKS" not in os.environ,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(drawn=st.data())
    def try_one(drawn):
        page = drawn.draw(st.sampled_from(pages))
        look = SentForm(page.path, "get", choices={name: [] for name in page.names})
        to, form = drawn.draw(st.sampled_from([(page.path, look), *page.forms]))
        fields = changed(form, drawn)
        if form.method == "get":
            trials.look(page.who, to, fields)
        else:
            files = {name: drawn.draw(st.binary(max_size=50)) for name in form.files}
            trials.post(page.who, to, fields, files or None)

    try_one()
    assert not trials.wrong, trials.said()
