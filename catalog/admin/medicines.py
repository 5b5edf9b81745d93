"""The medicine page: prices first, then name, class and texts, all saved together."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog import actions
from catalog.admin.copying import copied, without_copying
from catalog.admin.long_lists import LongListAdmin
from catalog.admin.medicine_form import (
    MedicineForm,
    MedicinePageForm,
    SectionForm,
    SectionFormSet,
)
from catalog.admin.medicine_list import (
    InCategory,
    MedicineList,
    NeedsCheck,
    NeedsPicture,
    NeedsReview,
    OnTheSite,
)
from catalog.admin.medicine_saving import save_grid, save_name_and_texts, saved_in_words
from catalog.admin.permissions import (
    CHANGE_PRICES,
    CHANGE_TEXTS,
    SEE_TEXTS,
    Rights,
    may_see_texts,
)
from catalog.admin.tags import tag
from catalog.importing import desk as importing_desk
from catalog.leaflets import desk as texts_desk
from catalog.legal_class import LegalClass
from catalog.models import Medicine, MonographSection
from catalog.money import from_unit_price
from catalog.pictures import desk as pictures_desk
from catalog.reductions import desk as reductions_desk
from catalog.units import Unit

NAME_AND_CLASS = (
    ("title", "slug"),
    "is_public",
    ("generic_name", "also_known_as"),
    ("form", "unit", "legal_class"),
    ("max_units_per_order", "max_units_per_period", "period_days"),
    ("minimum_age", "is_high_risk"),
    "in_categories",
    "check_note",
)
TEXTS = ("headline", "summary", "introduction")


class SectionInline(admin.StackedInline):
    """The monograph; whoever may edit a medicine's texts may edit its sections."""

    model = MonographSection
    form = SectionForm
    formset = SectionFormSet
    verbose_name = gettext_lazy("section")
    verbose_name_plural = gettext_lazy("Monograph")
    template = "admin/catalogue/medicine/sections.html"
    extra = 1

    def has_view_permission(self, request: HttpRequest, obj: Medicine | None = None) -> bool:
        return may_see_texts(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Medicine | None = None) -> bool:
        return request.user.has_perm(CHANGE_TEXTS)

    has_add_permission = has_delete_permission = has_change_permission


@admin.register(Medicine)
class MedicineAdmin(LongListAdmin):
    """Edits a medicine with its dosages, packs and prices on one page."""

    list_display = ("name", "dosages", "from_price", "class_in_words", "on_site", "to_check")
    list_filter = (
        ("is_public", OnTheSite),
        NeedsCheck,
        NeedsReview,
        NeedsPicture,
        "legal_class",
        ("categories", InCategory),
    )
    search_fields = ("title", "generic_name", "also_known_as")
    search_help_text = gettext_lazy("Name, generic name or another name")
    ordering = ("title", "pk")
    actions = None
    inlines = (SectionInline,)
    empty_value_display = ""

    class Media:
        js = [forms.Script("staff/price-grid.js", type="module")]

    # --- Who may do what ---------------------------------------------------------------------

    def has_view_permission(self, request: HttpRequest, obj: Medicine | None = None) -> bool:
        return request.user.has_perm(SEE_TEXTS) or self.has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Medicine | None = None) -> bool:
        return request.user.has_perm(CHANGE_PRICES) or request.user.has_perm(CHANGE_TEXTS)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and request.user.has_perm(CHANGE_TEXTS)

    def has_delete_permission(self, request: HttpRequest, obj: Medicine | None = None) -> bool:
        """What was ever ordered is taken off the site, never deleted."""
        return False

    # --- The list ----------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Medicine]:
        return Medicine.objects.medicines().with_review_standing()

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[MedicineList]:
        return MedicineList

    @admin.display(description=gettext_lazy("Name"), ordering="title")
    def name(self, medicine: Medicine) -> str:
        return medicine.title

    @admin.display(description=gettext_lazy("Dosages"))
    def dosages(self, medicine: Medicine) -> str:
        return ", ".join(medicine.listed_dosages)

    @admin.display(description=gettext_lazy("Price"))
    def from_price(self, medicine: Medicine) -> str:
        if medicine.lowest is None:
            return _("Nothing on sale")
        return from_unit_price(medicine.lowest.unit_price, Unit(medicine.unit))

    @admin.display(description=gettext_lazy("Class"), ordering="legal_class")
    def class_in_words(self, medicine: Medicine) -> str:
        return capfirst(LegalClass(medicine.legal_class).label)

    @admin.display(description=gettext_lazy("On the site"), ordering="is_public")
    def on_site(self, medicine: Medicine) -> str:
        if medicine.is_kept_back:
            return tag(_("Waits for a review"), "warn")
        return tag(_("On the site"), "good") if medicine.is_public else tag(_("Hidden"))

    @admin.display(description=gettext_lazy("To check"))
    def to_check(self, medicine: Medicine) -> str:
        return tag(_("To check"), "warn") if medicine.check_note else ""

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Medicine | None:
        medicine = super().get_object(request, object_id, from_field)
        if medicine and request.method == "POST":
            # Two people who save one medicine do so one after the other.
            actions.lock_medicine(medicine.pk)
            medicine.refresh_from_db()
        return medicine

    # --- The page ----------------------------------------------------------------------------

    def get_fieldsets(self, request: HttpRequest, obj: Medicine | None = None) -> list[tuple]:
        if not may_see_texts(request.user):
            return []
        classes = ("collapse",) if obj else ()
        name_and_class = (*NAME_AND_CLASS, "contains") if obj else NAME_AND_CLASS
        return [
            (_("Name and class"), {"fields": name_and_class, "classes": classes}),
            (_("Texts"), {"fields": TEXTS, "classes": ("collapse",)}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Medicine | None = None) -> list[str]:
        if Rights.of(request.user).may_describe:
            return ["contains"]
        return flatten_fieldsets(self.get_fieldsets(request, obj))

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Medicine | None = None
    ) -> dict[str, tuple[str, ...]]:
        return {"slug": ("title",)} if Rights.of(request.user).may_describe else {}

    def get_form(
        self, request: HttpRequest, obj: Medicine | None = None, change: bool = False, **kwargs: Any
    ) -> type[MedicinePageForm]:
        rights = Rights.of(request.user)
        base = MedicineForm if rights.may_describe else MedicinePageForm
        form = super().get_form(request, obj, change=change, form=base, **kwargs)
        form.rights = rights
        if obj and rights.may_price and request.method == "GET":
            form.copied = copied(obj, request.GET)
        return form

    @admin.display(description=gettext_lazy("Categories"))
    def in_categories(self, medicine: Medicine) -> str:
        """What a reader who may not edit sees."""
        return ", ".join(category.name for category in medicine.categories.all())

    @admin.display(description=gettext_lazy("Contains"))
    def contains(self, medicine: Medicine) -> str:
        """Chosen on the page of each substance."""
        return ", ".join(substance.name for substance in medicine.substances.all())

    def view_on_site(self, medicine: Medicine) -> str | None:
        is_shown = medicine.is_public and not medicine.is_kept_back
        return medicine.get_absolute_url() if is_shown else None

    def get_urls(self) -> list[URLPattern]:
        return [
            *importing_desk.addresses(),
            *texts_desk.addresses(),
            *pictures_desk.addresses(),
            *reductions_desk.addresses(),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["may_see_texts"] = may_see_texts(request.user)
        return super().render_change_form(request, context, *args, **kwargs)

    # --- Saving ------------------------------------------------------------------------------

    def save_model(
        self, request: HttpRequest, obj: Medicine, form: MedicinePageForm, change: bool
    ) -> None:
        save_name_and_texts(obj, form, change=change)

    def save_related(
        self, request: HttpRequest, form: MedicinePageForm, formsets: list, change: bool
    ) -> None:
        for formset in formsets:
            self.save_formset(request, form, formset, change=change)
        if any(formset.has_changed() for formset in formsets):
            actions.save_medicine(form.instance, changed=())  # its page has changed today
        save_grid(form.instance, form)

    def construct_change_message(
        self, request: HttpRequest, form: MedicinePageForm, formsets: list, add: bool = False
    ) -> str:
        """What the history keeps: every price before and after, and the reason given."""
        sentences = saved_in_words(form, formsets, add=add)
        why = form.cleaned_data["why"]
        request.saved_in_words = ". ".join(sentences)
        return ". ".join([*sentences, *([_("Why: %s") % why] if why else [])])

    def response_add(
        self, request: HttpRequest, obj: Medicine, post_url_continue: str | None = None
    ) -> HttpResponse:
        messages.success(request, _("%s is added.") % obj.title)
        return HttpResponseRedirect(reverse("admin:catalogue_medicine_change", args=[obj.pk]))

    def response_change(self, request: HttpRequest, obj: Medicine) -> HttpResponse:
        if request.saved_in_words:
            messages.success(request, _("Saved. %s.") % request.saved_in_words)
        else:
            messages.info(request, _("Nothing was changed, so nothing was saved."))
        return HttpResponseRedirect(without_copying(request.path, request.GET))
