"""What the demo's shop says about itself: samples, marked as such on their pages."""

from pathlib import Path

from django.utils import timezone

from catalog.texts.kinds import TextKind
from catalog.texts.models import Text

FOLDER = Path(__file__).parent / "sample_texts"


def add_demo_texts() -> None:
    """Where staff have entered none."""
    Text.objects.bulk_create(
        (
            Text(kind=kind, body=sample_of(kind), changed_at=timezone.now(), is_sample=True)
            for kind in TextKind
        ),
        ignore_conflicts=True,
    )


def remove_demo_texts() -> None:
    """Those that staff have not made their own since."""
    Text.objects.filter(is_sample=True).delete()


def sample_of(kind: TextKind) -> str:
    return (FOLDER / f"{kind.value}.md").read_text()
