"""Whether the shop runs: the worker's signs of life, its housekeeping, the reports it sent."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Loop(models.TextChoices):
    """What the worker does side by side."""

    MONEY = "money", _("money")
    MAIL = "mail", _("mail")
    SHEETS = "sheets", _("price sheets")
    PAGES = "pages", _("what pages show")
    HOUSE = "house", _("housekeeping")


class Heartbeat(models.Model):
    """When a loop of any worker last began a turn: a row for each, written over and over."""

    loop = models.CharField(max_length=6, choices=Loop, primary_key=True)
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.loop}: {self.at}"


class DailyReport(models.Model):
    """The owner's mail of one day: whichever worker has its row sends it, once."""

    day = models.DateField(
        primary_key=True,
        help_text="Of sending, by the shop's clock; it is of those before.",
    )
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["day"]

    def __str__(self):
        return f"{self.day}"


class Chore(models.Model):
    """A kind of housekeeping: a row for each, and whichever worker has it takes the next step."""

    class Kind(models.TextChoices):
        ORDERS = "orders", _("persons of old orders")
        TOLD = "told", _("what was told for carts")
        CARTS = "carts", _("left carts")
        ORDERED = "ordered", _("carts that were ordered")
        SESSIONS = "sessions", _("sessions")
        TRIES = "tries", _("tries to sign in")
        VISITS = "visits", _("counted visits")
        ACCOUNTS = "accounts", _("accounts nobody opened")
        WAITING = "waiting", _("who waits for stock")
        PROPOSALS = "proposals", _("proposed prices")
        FILES = "files", _("stray files")
        EVENTS = "events", _("messages of Stripe")

    kind = models.CharField(max_length=9, choices=Kind, primary_key=True)
    next_at = models.DateTimeField(help_text="Of the next step; moved on by who takes it.")
    after = models.CharField(max_length=40, blank=True, help_text="As far as this round has come.")
    gone = models.PositiveIntegerField(default=0, help_text="Forgotten in this round.")
    in_vain = models.BooleanField(
        default=False, db_default=False, help_text="In this round, of some."
    )
    begun_at = models.DateTimeField(help_text="Of the first round, whatever came of it.")
    done_at = models.DateTimeField(null=True, help_text="The end of the last whole round.")
    done_gone = models.PositiveIntegerField(default=0, help_text="Forgotten in that one.")

    class Meta:
        ordering = ["next_at", "kind"]

    def __str__(self):
        return f"{self.kind}: {self.done_at}"
