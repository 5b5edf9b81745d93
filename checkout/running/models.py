"""Whether the shop runs: the worker's signs of life, and which daily reports were sent."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Loop(models.TextChoices):
    """What the worker does side by side."""

    MONEY = "money", _("money")
    MAIL = "mail", _("mail")
    SHEETS = "sheets", _("price sheets")


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
