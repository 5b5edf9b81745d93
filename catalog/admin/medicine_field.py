"""Medicines as staff name them in a form: by typing, for no page could offer every one there is."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.dosage_search import words_in
from catalog.models import Product
from catalog.querysets import ProductQuerySet

# Of those that fit.
MOST_NAMED = 8
MOST_LINES = 100
# A name and an address, each as long as may be, with a space and two brackets.
LONGEST = 255 + 255 + 3
HOW = gettext_lazy("Its name, or words of its names that no other medicine has.")
NAMES = ("title", "generic_name", "also_known_as")


def medicine_typed(text: str) -> Product:
    """The medicine somebody means. Raises ValidationError where that is none or several."""
    found = _meant(text)
    if len(found) == 1:
        return found[0]
    if not found:
        words = _("No medicine is called “%s”. Type its name as the list of medicines has it.")
        raise ValidationError(words % text)
    names = ", ".join(told_apart(found)[:MOST_NAMED])
    if len(found) > MOST_NAMED:
        words = _("Many medicines fit, such as %s. Type more of the name.")
    else:
        words = _("Several medicines fit: %s. Type the whole name of one as it stands here.")
    raise ValidationError(words % names)


def told_apart(medicines: Sequence[Product]) -> list[str]:
    """Their names, of those that have the same one with their addresses, too."""
    times = Counter(medicine.title.upper() for medicine in medicines)
    return [
        _with_address(medicine) if times[medicine.title.upper()] > 1 else medicine.title
        for medicine in medicines
    ]


class MedicineField(forms.CharField):
    """A medicine by what was typed; what names it now is read as that very one again."""

    widget = AdminTextInputWidget

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Medicine"))
        kwargs.setdefault("help_text", HOW)
        super().__init__(max_length=LONGEST, **kwargs)
        self.error_messages["required"] = gettext_lazy("Type the name of a medicine.")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"autocomplete": "off", "spellcheck": "false"}

    def prepare_value(self, value: Any) -> Any:
        """What was typed stays as it was; an id becomes the medicine's name."""
        if not isinstance(value, int):
            return value
        medicine = Product.objects.medicines().filter(pk=value).first()
        return _name_of(medicine) if medicine else ""

    def clean(self, value: Any) -> Product | None:
        text = super().clean(value)
        return medicine_typed(text) if text else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            medicine = self.clean(data)
        except ValidationError:
            return True
        return (medicine and medicine.pk) != initial


class MedicineLinesField(forms.CharField):
    """Any number of medicines, one a line, each as in a field of its own."""

    widget = AdminTextareaWidget(attrs={"rows": 4})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, strip=False, max_length=MOST_LINES * LONGEST, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"autocomplete": "off", "spellcheck": "false"}

    def clean(self, value: Any) -> list[Product]:
        lines = [line.strip() for line in super().clean(value).splitlines()]
        if sum(map(bool, lines)) > MOST_LINES:
            raise ValidationError(_("Add at most %s medicines at a time.") % MOST_LINES)
        medicines, problems = [], []
        for number, line in enumerate(lines, start=1):
            try:
                medicines += [medicine_typed(line)] if line else []
            except ValidationError as problem:
                said = {"number": number, "problem": problem.message}
                problems.append(_("Line %(number)s: %(problem)s") % said)
        if problems:
            raise ValidationError(problems)
        return medicines


def _meant(text: str) -> list[Product]:
    """Those of this very name, else the one at this address, else whatever has the words.

    One more than are named tells that there are more.
    """
    for medicines in (_called(text), _at_address(text), _with_words(text)):
        if found := list(medicines.order_by("title", "pk")[: MOST_NAMED + 1]):
            return found
    return []


def _called(text: str) -> ProductQuerySet:
    return Product.objects.medicines().filter(title__iexact=text)


def _at_address(text: str) -> ProductQuerySet:
    """By the address alone, or behind the name as `_with_address` writes it."""
    name, bracket, rest = text.rpartition(" (")
    if bracket and rest.endswith(")"):
        return _called(name).filter(slug=rest[:-1].lower())
    return Product.objects.medicines().filter(slug=text.lower())


def _with_words(text: str) -> ProductQuerySet:
    """On the site or not, each word in one of the names, as staff's list of medicines finds it."""
    medicines, words = Product.objects.medicines(), words_in(text)
    for word in words:
        named: Iterable[Q] = (Q(**{f"{name}__icontains": word}) for name in NAMES)
        medicines = medicines.filter(Q(*named, _connector=Q.OR))
    return medicines if words else medicines.none()


def _name_of(medicine: Product) -> str:
    """As staff may type it, so that it is found by that."""
    is_alone = len(_called(medicine.title)[:2]) == 1
    return medicine.title if is_alone else _with_address(medicine)


def _with_address(medicine: Product) -> str:
    return f"{medicine.title} ({medicine.slug})"
