"""Two people and one case: who comes second is told kindly, and nothing typed is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from checkout.order.models import Line
from checkout.prescriptions import deciding
from tests.checkout.pages import text_of
from tests.checkout.prescriptions.desk.at_the_cases import a_case, a_file, address
from tests.checkout.prescriptions.desk.decided import answered, decided
from tests.factories import a_user

pytestmark = pytest.mark.django_db


def test_a_second_decision_is_told_kindly_that_the_case_has_moved(desk):
    order = a_case()
    form = desk.form(order).decide(0, "approved").copy().prescribed(0, 90)
    desk.record(form)
    response = desk.record(form)
    assert response.status_code == 409
    assert "something else happened meanwhile" in text_of(response)
    assert "The order is approved: there is nothing to decide." in text_of(response)
    assert len(decided(order)) == 1


def test_what_came_meanwhile_is_looked_at_before_anything_is_recorded(desk):
    order = a_case()
    form = desk.form(order).decide(0, "approved").copy().prescribed(0, 90)
    a_file(order)
    response = desk.record(form)
    assert "something else happened meanwhile" in text_of(response)
    assert not decided(order)
    # The page it comes back on has what was entered, and knows the file.
    again = type(form)(order, type(form.html)(response.text, "case"))
    assert "approved 1" in text_of(desk.record(again))


def test_a_round_of_asking_that_came_between_is_seen(desk):
    order = a_case()
    form = desk.form(order).decide(0, "approved").copy().prescribed(0, 90)
    desk.record(desk.form(order).decide(0, "asked", question="Why?"))
    answered(order)
    assert "something else happened meanwhile" in text_of(desk.record(form))
    assert decided(order) == [("asked", 0, 0)]


def test_a_case_a_colleague_has_taken_meanwhile_stays_theirs(desk):
    order = a_case()
    form = desk.form(order).decide(0, "approved").copy().prescribed(0, 90)
    colleague = a_user(first_name="Kofi", last_name="Osei")
    deciding.take(order, by=colleague, now=timezone.now())
    response = desk.record(form)
    assert text_of(response).count("Kofi Osei is on this case") == 1
    assert f"<title>Not recorded: {order.number}" in response.text
    assert not decided(order)
    # What was entered is still there, once the colleague has put the case back.
    deciding.put_back(order, by=colleague)
    again = type(form)(order, type(form.html)(response.text, "case"))
    assert "approved 1" in text_of(desk.record(again))


def test_who_takes_a_case_or_adds_a_file_is_told_what_that_empties(desk):
    order = a_case()
    page = desk.look(order)
    assert "I take it Before you enter anything: it empties the form below." in page
    assert "Add a file Before you enter decisions: it empties what is not recorded." in page
    deciding.take(order, by=a_user(), now=timezone.now())
    assert "it empties" not in desk.look(order)


def test_a_line_that_nobody_posted_is_not_decided(desk):
    order = a_case()
    response = desk.client.post(address("decide", order), {})
    assert response.status_code == 422
    assert not decided(order)
    assert Line.objects.get().approved_quantity is None


def test_a_claim_ends_by_itself(desk):
    order = a_case()
    deciding.take(order, by=a_user(), now=timezone.now() - timedelta(minutes=31))
    form = desk.form(order).decide(0, "approved").copy().prescribed(0, 90)
    assert "approved 1" in text_of(desk.record(form))
