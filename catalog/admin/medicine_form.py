"""What staff type into a medicine's page, beside its price grid."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.address_field import AddressField, address_of
from catalog.admin.clashes import Colleague, refuse_clashes
from catalog.admin.copying import Copied
from catalog.admin.permissions import Rights
from catalog.admin.price_grid import PriceGrid
from catalog.models import Category, Medicine, MonographSection, ProductClass, SectionKind
from catalog.prices.how import LONGEST_WHY
from catalog.prices.read_first import ReadFirstForm

MARKDOWN_HELP = gettext_lazy(
    "Markdown: a blank line between paragraphs, “- ” before a list's lines, **bold**."
)


# What the page asks beside the medicine's own fields.
NOT_THE_MEDICINES = frozenset({"why", "have_read", "read_notes"})


class TextField(forms.CharField):
    """Lines of text with plain line ends, as the import writes them."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: object) -> str:
        return super().to_python(value).replace("\r\n", "\n")


class MedicinePageForm(forms.ModelForm, ReadFirstForm):
    """A page with a price grid; on its own the page of those who may change prices only."""

    rights: Rights
    copied: Copied | None = None
    why = forms.CharField(required=False, max_length=LONGEST_WHY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.grid = PriceGrid(
            self.instance,
            rights=self.rights,
            data=self.data if self.is_bound else None,
            copied=self.copied,
        )

    def is_valid(self) -> bool:
        return super().is_valid() and self.grid.is_valid() and self.has_read()


class MedicineForm(MedicinePageForm):
    """Name, class and texts."""

    slug = AddressField()
    summary = TextField(
        required=False, help_text=gettext_lazy("One or two sentences, shown at the top.")
    )
    introduction = TextField(
        required=False, widget=forms.Textarea(attrs={"rows": 8}), help_text=MARKDOWN_HELP
    )
    check_note = TextField(
        label=gettext_lazy("To check"),
        required=False,
        help_text=gettext_lazy("Why a pharmacist has to check this page; empty: nothing to check."),
    )
    in_categories = forms.ModelMultipleChoiceField(
        Category.objects.all(),
        label=gettext_lazy("Categories"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Medicine
        fields = ()
        labels = {
            "title": gettext_lazy("Name"),
            "is_public": gettext_lazy("On the site"),
            "max_units_per_order": gettext_lazy("Most units in an order"),
            "max_units_per_period": gettext_lazy("Most units of one patient"),
            "period_days": gettext_lazy("In so many days"),
            "is_high_risk": gettext_lazy("High risk"),
        }
        help_texts = {
            "is_public": gettext_lazy("Shoppers see the medicine and its packs on sale."),
            "legal_class": gettext_lazy("Of the medicine; a pack may be stricter, never laxer."),
            "max_units_per_order": gettext_lazy("Empty: no limit."),
            "max_units_per_period": gettext_lazy("Over all orders of a period; empty: no limit."),
            "minimum_age": gettext_lazy("In years; empty: no limit."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("title", "legal_class", "unit"):
            if name in self.fields:
                self.fields[name].required = True
        for name, field in self.fields.items():
            # Only what somebody typed is saved: a page opened before a colleague saved undoes
            # nothing.
            field.show_hidden_initial = name not in NOT_THE_MEDICINES
        if self.instance.pk is None:
            # Oscar's own check of a product asks for it.
            self.instance.product_class = ProductClass.objects.get(slug="medicine")
        else:
            self.initial["in_categories"] = list(
                self.instance.categories.values_list("pk", flat=True)
            )

    def clean(self) -> None:
        super().clean()
        refuse_clashes(self, Colleague(self.instance.pk))

    def clean_slug(self) -> str:
        return address_of(
            self.cleaned_data["slug"],
            name=self.cleaned_data.get("title", ""),
            others=Medicine.objects.medicines().exclude(pk=self.instance.pk),
            taken=_("There is already a medicine at this address."),
        )


class SectionForm(forms.ModelForm):
    """One section of the monograph."""

    title = forms.CharField(
        max_length=255,
        required=False,
        show_hidden_initial=True,
        help_text=gettext_lazy("Shoppers see it over a section of the kind “Other” only."),
    )
    body = TextField(
        widget=forms.Textarea(attrs={"rows": 8}), show_hidden_initial=True, help_text=MARKDOWN_HELP
    )

    class Meta:
        model = MonographSection
        fields = ("kind", "title", "body")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A section keeps its kind: two that swapped theirs would break the database's rule midway.
        self.fields["kind"].disabled = self.instance.pk is not None

    def clean(self) -> None:
        super().clean()
        refuse_clashes(self, Colleague(self.instance.medicine_id))

    def clean_title(self) -> str:
        kind = self.cleaned_data.get("kind")
        return self.cleaned_data["title"] or (str(SectionKind(kind).label) if kind else "")

    def validate_constraints(self) -> None:
        """The formset checks what two sections must not share, in words."""


class SectionFormSet(forms.BaseInlineFormSet):
    """A monograph: at most one section of a kind, but any number of others."""

    def clean(self) -> None:
        kinds = set()
        for form in self.forms:
            kind = form.cleaned_data.get("kind") if hasattr(form, "cleaned_data") else None
            if not kind or kind == SectionKind.OTHER or form.cleaned_data.get("DELETE"):
                continue
            if kind in kinds:
                form.add_error("kind", _("There is already a section of this kind: edit that one."))
            kinds.add(kind)

    def save_existing(
        self, form: SectionForm, obj: MonographSection, commit: bool = True
    ) -> MonographSection:
        """Only what somebody typed, so that what a colleague wrote meanwhile stays."""
        typed = [name for name in ("title", "body") if name in form.changed_data]
        form.instance.save(update_fields=typed)
        return form.instance
