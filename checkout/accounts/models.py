"""People who sign in by e-mail, the browsers they are signed in with, orders that wait for them."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from oscar.apps.customer.abstract_models import AbstractUser


class User(AbstractUser):
    """A shopper or a member of staff; one account per e-mail address in any spelling of case."""

    phone = models.CharField(_("telephone"), max_length=40, blank=True)

    class Meta(AbstractUser.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_email")]
        indexes = [
            models.Index(
                fields=["date_joined"],
                name="accounts_never_opened",
                condition=models.Q(last_login__isnull=True, is_staff=False),
            )
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Addresses are kept in small letters, as people are looked up by them.

        A new password, or a closed account, ends every session that was signed in before: whoever
        changes the own one is given another session by `update_session_auth_hash`.
        """
        has_new_password = self._password is not None
        self.email = self.email.lower()
        super().save(*args, **kwargs)
        if has_new_password or not self.is_active:
            self.sessions.all().delete()


class Session(AbstractBaseSession):
    """What one browser's session remembers, and beside it whose it is, to find it by.

    `email` is that of whoever went to the checkout there, in small letters, "" where nobody did;
    `orders` are the numbers of the orders it opens.
    """

    account = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    email = models.CharField(max_length=254, blank=True, db_index=True)
    orders = ArrayField(models.TextField(), default=list)

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        indexes = [GinIndex(fields=["orders"], name="sessions_by_order")]

    def __str__(self):
        return f"session of account {self.account_id}"

    @classmethod
    def get_session_store_class(cls) -> Any:
        from checkout.accounts.session_store import SessionStore

        return SessionStore


class OrderToKeep(models.Model):
    """A guest's order that becomes an account's once that account's address is confirmed.

    Written where the order was placed, by whoever made the account there.
    """

    account = models.ForeignKey(User, models.CASCADE, related_name="orders_to_keep")
    order = models.OneToOneField("order.Order", models.CASCADE, related_name="+")

    def __str__(self):
        return f"order {self.order_id} for account {self.account_id}"
