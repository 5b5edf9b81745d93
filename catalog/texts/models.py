"""What the shop says about itself: one row a text, written by staff."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.texts.kinds import TextKind
from catalog.texts.querysets import TextQuerySet

# Some hundred printed pages: more than anybody reads, and less than a page chokes on.
MOST_LETTERS = 200_000


class Text(models.Model):
    """A text of the shop. One that nobody entered has no page and no link."""

    kind = models.CharField(max_length=20, choices=TextKind, unique=True)
    body = models.TextField(
        validators=[MaxLengthValidator(MOST_LETTERS)],
        help_text=_("Markdown: # for a heading, - for a list, [words](address) for a link."),
    )
    changed_at = models.DateTimeField(editable=False)
    is_sample = models.BooleanField(
        default=False, editable=False, help_text=_("Came with the demo and binds nobody.")
    )

    objects = TextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="text_is_of_a_known_kind", condition=Q(kind__in=TextKind.values)
            ),
            models.CheckConstraint(name="text_says_something", condition=Q(body__regex=r"\S")),
        ]

    def __str__(self):
        return str(TextKind(self.kind).label)

    def get_absolute_url(self):
        return TextKind(self.kind).url

    @property
    def mark(self):
        """Another one after every change."""
        return self.changed_at.isoformat()
