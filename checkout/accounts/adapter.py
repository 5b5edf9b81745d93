"""Where django-allauth asks the shop: for words, mails, addresses, what a sign-in brings along."""

import logging
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from catalog.people import is_demo_staff
from checkout.accounts import actions, confirming, letters, presence
from checkout.accounts.arriving import bring_along
from checkout.accounts.models import User
from checkout.accounts.reads import is_used
from checkout.accounts.words import CHOOSE_YOUR_OWN, NOT_MAILED, REFUSED, SAID, WAYS
from checkout.mailing import deliver

log = logging.getLogger(__name__)


class ShopAccounts(DefaultAccountAdapter):
    """Translates; what is decided stands in the modules it calls."""

    error_messages = DefaultAccountAdapter.error_messages | REFUSED

    def pre_login(self, request: HttpRequest, user: User, **options: Any) -> HttpResponse | None:
        """The demo's accounts, whose password is public, open nothing in a live shop."""
        if settings.LIVE and is_demo_staff(user):
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **options)

    def post_login(self, request: HttpRequest, user: User, **options: Any) -> HttpResponse:
        response = super().post_login(request, user, **options)
        bring_along(request, response, user)
        return response

    def respond_email_verification_sent(
        self, request: HttpRequest, user: User | None
    ) -> HttpResponse:
        """`user` is None where nobody may learn that there is such an account."""
        if user:
            confirming.note_known_here(request, user)
        return super().respond_email_verification_sent(request, user)

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        account, email = email_address.user, email_address.email
        if is_used(email, besides=account.pk):
            failed = "account/messages/email_confirmation_failed.txt"
            self.add_message(request, messages.ERROR, failed)
            return False
        strangers = confirming.may_be_a_strangers(request, account)
        if strangers:
            actions.void_password(account)
        confirmed = super().confirm_email(request, email_address)
        if confirmed:
            actions.drop_wishes(account, email)
            self._keep_what_waited(request, account, strangers=strangers)
        return confirmed

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        account = email_address.user
        if email_address.verified and not account.has_usable_password():
            return confirming.way_to_a_password(account)
        return super().get_email_verification_redirect_url(email_address)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("admin:index" if request.user.is_staff else "account")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account-details")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        ways = presence.ways_that_count(user, super().get_reauthentication_methods(user))
        return [way | {"description": WAYS[way["id"]]} for way in ways]

    def is_safe_url(self, url: str) -> bool:
        """Only addresses of our own, without any host."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return our_own(super().get_email_confirmation_url(request, emailconfirmation))

    def get_reset_password_from_key_url(self, key: str) -> str:
        return our_own(super().get_reset_password_from_key_url(key))

    def get_client_ip(self, request: HttpRequest) -> str:
        """Who comes past our proxies is known by where the connection comes from.

        "" where a socket of this machine says nothing of that: nobody is refused for it.
        """
        try:
            return super().get_client_ip(request)
        except (ImproperlyConfigured, PermissionDenied):
            return request.META.get("REMOTE_ADDR", "")

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        words = message or SAID.get(message_template or "", "")
        if words:
            messages.add_message(request, level, str(words) % (message_context or {}), extra_tags)

    def _keep_what_waited(self, request: HttpRequest, account: User, *, strangers: bool) -> None:
        orders = actions.keep_orders(account)
        if strangers:
            self.add_message(request, messages.WARNING, message=CHOOSE_YOUR_OWN)
        else:
            actions.keep_details(account, orders)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is away breaks no page: whoever waits for a mail is told."""
        link = context.get(letters.LINKS.get(template_prefix, ""))
        letter = letters.LETTERS[template_prefix](context)
        try:
            deliver(
                letter,
                [email],
                link=our_own(link or reverse("account-details")),
                greeting=_("Hello,"),
            )
        except OSError as error:  # whose text may name the address
            log.warning("A mail about an account was not sent: %s", type(error).__name__)
            messages.error(self.request, NOT_MAILED)


def our_own(address: str) -> str:
    """The same address at the shop's own host, whatever the request called it."""
    return f"{settings.SITE_URL}{urlsplit(address).path}"
