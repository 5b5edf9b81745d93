"""A person who signs in by e-mail."""

from django.db import models
from django.db.models.functions import Lower
from oscar.apps.customer.abstract_models import AbstractUser


class User(AbstractUser):
    """A shopper or a member of staff; one account per e-mail address in any spelling of case."""

    class Meta(AbstractUser.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_email")]
