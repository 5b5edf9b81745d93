"""`manage.py reset_second_step`: for whoever has lost phone and recovery codes."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from checkout.accounts.models import Session
from tests.checkout.accounts.people import (
    add_passkey,
    an_account,
    is_signed_in,
    sign_in,
    signed_in,
    with_app,
)
from tests.checkout.visitor import Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def tom():
    return an_account("tom@example.com", is_staff=True)


def steps_of(account):
    return Authenticator.objects.filter(user=account).count()


def test_whoever_has_lost_it_signs_in_by_password_and_every_browser_is_signed_out(tom, capsys):
    toms = signed_in(tom)
    with_app(toms)
    add_passkey(tom)
    assert steps_of(tom) == 3, "an app, a passkey and recovery codes"

    call_command("reset_second_step", " Tom@Example.com ")

    assert steps_of(tom) == 0
    assert not is_signed_in(toms)
    assert "tom@example.com has no second step any more" in capsys.readouterr().out
    again = Visitor()
    sign_in(again, tom.email)
    assert is_signed_in(again)


def test_nobody_else_loses_a_step_or_a_session(tom):
    ada = an_account("ada@example.com", is_staff=True)
    adas = signed_in(ada)
    with_app(adas)

    call_command("reset_second_step", tom.email)

    assert steps_of(ada) == 2
    assert is_signed_in(adas)


def test_it_is_written_to_the_log_without_an_address(tom, caplog):
    call_command("reset_second_step", tom.email)

    assert f"The second step of person {tom.pk} was reset" in caplog.text
    assert "tom@" not in caplog.text


def test_an_address_of_no_account_is_refused_and_says_what_to_do(tom):
    signed_in(tom)
    with pytest.raises(CommandError) as refused:
        call_command("reset_second_step", "tim@example.com")
    assert "Look for the person under People in admin" in str(refused.value)
    assert Session.objects.filter(account=tom).exists()
