"""A pack's own legal class: its medicine's unless its size demands a stricter one."""

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalog.legal_class import LegalClass, stricter_than
from catalog.substances.sizes import PackLaw


class PackClassForm(forms.Form):
    """Offers "as the medicine" and what is stricter; `saved` is the pack's own class, "" for none.

    A class that has become laxer than the medicine's rules nothing, so it stands for none.
    """

    # The hidden initial tells what was typed from what a colleague saved meanwhile.
    legal_class = forms.ChoiceField(required=False, show_hidden_initial=True)

    def __init__(
        self, data: QueryDict | None, *, prefix: str, medicine_class: str, saved: str = ""
    ) -> None:
        offered = stricter_than(medicine_class)
        # What nobody touched is not judged: a medicine may become as strict as its packs are.
        key = f"{prefix}-legal_class"
        touched = data is not None and key in data and data[key] != data.get(f"initial-{key}", "")
        super().__init__(
            data if touched else None,
            prefix=prefix,
            auto_id="%s",
            initial={"legal_class": saved if saved in offered else ""},
        )
        field = self.fields["legal_class"]
        field.choices = [
            ("", _("As the medicine")),
            *((other.value, capfirst(str(other.label))) for other in offered),
        ]
        field.error_messages["invalid_choice"] = _(
            "A pack is never laxer than its medicine: choose a stricter class or the medicine's."
        )
        field.widget.attrs |= {"data-class": "", "aria-describedby": f"{prefix}-note"}
        self.full_clean()

    def refuse_too_lax(self, law: PackLaw, units: int) -> None:
        """A class somebody chose has to be as strict as the pack's size demands."""
        if self.typed is None:
            return
        demanded = law.own_class(self.typed, units)
        if demanded != self.typed:
            words = _(
                "A pack of this size has to be at least: %s. Choose that or a stricter class."
            )
            self.add_error("legal_class", words % LegalClass(demanded).label)

    @property
    def typed(self) -> str | None:
        """The class somebody chose, None where they chose nothing new."""
        return self.cleaned_data.get("legal_class") if self.is_bound else None


def class_in_words(legal_class: str) -> str:
    """As in "class: prescription-only", for the history."""
    if not legal_class:
        return _("class as the medicine's")
    return _("class: %s") % LegalClass(legal_class).label
