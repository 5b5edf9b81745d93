"""Whose password an account opens with once its address is confirmed by the mailed link.

Anybody may sign up with anybody's address. Whoever opens the link owns the address; the password is
theirs, too, where the browser is one that knew it before.
"""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.http import HttpRequest
from django.urls import reverse

from checkout.accounts.models import User

KEY = "knows_password_of"


def note_known_here(request: HttpRequest, account: User) -> None:
    """Somebody in this browser has made the account, or typed its password."""
    request.session[KEY] = account.pk


def may_be_a_strangers(request: HttpRequest, account: User) -> bool:
    """Whether nobody has ever been in, and this browser does not know the password."""
    never_open = account.last_login is None
    never_confirmed = not account.emailaddress_set.filter(verified=True).exists()
    return never_open and never_confirmed and request.session.get(KEY) != account.pk


def way_to_a_password(account: User) -> str:
    """The address of the page that sets one. For whoever has just shown that its mail is theirs."""
    key = default_token_generator.make_token(account)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(account), key])
