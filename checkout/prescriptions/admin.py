"""Prescriptions in admin: the pharmacist's queue, and the questions patients are asked."""

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from catalog.admin.medicine_field import MedicineField
from checkout.prescriptions.cases import Case
from checkout.prescriptions.desk import views as desk
from checkout.prescriptions.desk.queue_reads import cases_to_decide
from checkout.prescriptions.desk.today import cases_today
from checkout.prescriptions.models import Question

admin.site.add_to_today(cases_today)
admin.site.count_on_desk("prescriptions.Case", cases_to_decide)


@admin.register(Case)
class CaseAdmin(admin.ModelAdmin):
    """A desk of its own; nothing is added, changed or deleted as a row."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Case | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Case | None = None) -> bool:
        return False

    def get_urls(self) -> list:
        return desk.addresses()


class QuestionForm(forms.ModelForm):
    medicine = MedicineField()


@admin.register(Question)
class QuestionAdmin(admin.ModelAdmin):
    """What patients are asked about a medicine, in the order of `position`."""

    form = QuestionForm
    list_display = ["text", "medicine", "kind", "telling", "position", "is_asked"]
    list_filter = ["is_asked"]
    list_select_related = ["medicine"]
    search_fields = ["text", "medicine__title"]
    search_help_text = gettext_lazy("By question or medicine.")
    ordering = ["medicine__title", "position", "pk"]
    fields = ["medicine", "text", "short", ("kind", "telling"), ("position", "is_asked")]
    actions = None
    empty_value_display = ""
