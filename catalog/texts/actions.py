"""What staff do about the shop's texts."""

from datetime import datetime

from catalog.texts.kinds import TextKind
from catalog.texts.models import Text


def put_text(kind: TextKind, body: str, *, now: datetime) -> Text:
    """Say this from now on. Who said it, and what was said before, is in the history."""
    text, _created = Text.objects.update_or_create(
        kind=kind, defaults={"body": body, "changed_at": now, "is_sample": False}
    )
    return text


def changed_meanwhile(text: Text, seen: str) -> Text | None:
    """What it says now, where somebody has changed it since its mark was `seen`; None where not.

    Nobody else changes it before the transaction ends.
    """
    standing = Text.objects.select_for_update().filter(pk=text.pk).first()
    return standing if standing and standing.mark != seen else None
