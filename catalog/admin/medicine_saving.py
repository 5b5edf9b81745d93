"""Saving a medicine's page: each part by the action it belongs to, and what was done in words."""

from django.utils.translation import gettext as _

from catalog import actions
from catalog.admin.medicine_form import NOT_THE_MEDICINES, MedicinePageForm
from catalog.models import Medicine
from catalog.prices.how import How, noted


def save_name_and_texts(medicine: Medicine, form: MedicinePageForm, *, change: bool) -> None:
    """Add the medicine, or save of it what somebody typed."""
    typed = set(form.changed_data) - NOT_THE_MEDICINES
    categories = form.cleaned_data.get("in_categories")
    if not change:
        actions.add_medicine(medicine, categories=categories)
    elif typed:
        actions.save_medicine(
            medicine,
            changed=typed - {"in_categories"},
            categories=categories if "in_categories" in typed else None,
        )


def save_grid(medicine: Medicine, form: MedicinePageForm) -> None:
    """Save dosages, costs, packs and prices that somebody typed."""
    grid = form.grid
    with noted(How.DESK, form.cleaned_data["why"]):
        for card in grid.cards:
            if card.is_changed:
                actions.change_dosage(card.dosage, key=card.key, position=card.position)
            if card.is_cost_changed:
                actions.set_unit_cost(card.dosage, card.unit_cost)
            if card.packs_to_save:
                actions.save_price_table(card.dosage, card.packs_to_save)
        if grid.new and grid.new.key:
            dosage = actions.add_dosage(medicine, grid.new.key, position=grid.new.position)
            if grid.new.is_cost_changed:
                actions.set_unit_cost(dosage, grid.new.unit_cost)
            actions.save_price_table(dosage, grid.new.packs_to_save)


def saved_in_words(form: MedicinePageForm, formsets: list, *, add: bool) -> list[str]:
    """A sentence for every price before and after, and one for the texts."""
    return [*form.grid.changes_in_words(), *_texts_in_words(form, formsets, add)]


def _texts_in_words(form: MedicinePageForm, formsets: list, add: bool) -> list[str]:
    if add:
        return []
    names = [name for name in form.changed_data if name not in NOT_THE_MEDICINES]
    labels = [str(form[name].label) for name in names]
    for formset in formsets:
        labels += [section.title for section in formset.new_objects]
        labels += [section.title for section, _fields in formset.changed_objects]
        labels += [_("%s removed") % section.title for section in formset.deleted_objects]
    return [_("Edited: %s") % ", ".join(labels)] if labels else []
