"""People who sign in, by e-mail, and the roles staff are given."""

from typing import Any

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.contrib.auth import admin as auth_admin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from catalog.admin.long_lists import LongListAdmin
from checkout.accounts import actions
from checkout.accounts.models import User
from checkout.accounts.sample_letters import sample_letters

# Permissions that open something although their model has no page of its own.
WITHOUT_A_PAGE = ("catalogue.pack", "catalogue.stockmovement")
# Oscar makes it for its own dashboard, which has no place here.
OSCARS_ROLE = "All Oscar Dashboard Permissions"
RIGHTS = ("is_staff", "is_superuser", "groups")
# What a person's own page changes of them that a session made before does not know.
OF_A_SESSION = {*RIGHTS, "is_active"}
admin.site.show_mails(sample_letters)


class OneAccountPerEmail(forms.ModelForm):
    """Says in words what the database refuses: an address twice, in any spelling of case."""

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        others = User.objects.exclude(pk=self.instance.pk)
        if others.filter(email__iexact=email).exists():
            raise ValidationError(_("There is already an account with this e-mail address."))
        return email


class NewAccountForm(OneAccountPerEmail, AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("email",)

    def validate_password_for_user(self, user: User, **kwargs: Any) -> None:
        """As a colleague's: who is added here mostly becomes one, and nobody asks again then."""
        colleague = User(email=user.email, is_staff=True)
        super().validate_password_for_user(colleague, **kwargs)


class AccountForm(OneAccountPerEmail, UserChangeForm):
    def save(self, commit: bool = True) -> User:
        """An address that staff have typed is confirmed by whoever signs in with it, anew."""
        if "email" in self.changed_data:
            self.instance.emailaddress_set.all().delete()
            self.instance.sessions.all().delete()
        person: User = super().save(commit)
        return person


@admin.register(User)
class PersonAdmin(LongListAdmin, auth_admin.UserAdmin):
    """Shoppers and staff; only a superuser gives rights or touches another superuser's account."""

    form = AccountForm
    add_form = NewAccountForm
    add_fieldsets = ((None, {"fields": ("email", "usable_password", "password1", "password2")}),)
    fieldsets = (
        (None, {"fields": ("email", "first_name", "last_name", "password")}),
        (_("Rights"), {"fields": ("is_active", *RIGHTS)}),
        (_("Dates"), {"fields": ("last_login", "date_joined"), "classes": ("collapse",)}),
    )
    readonly_fields = ("last_login", "date_joined")
    list_display = ("email", "first_name", "last_name", "is_staff", "is_superuser", "is_active")
    list_filter = ("is_staff", "is_superuser", "is_active", "groups")
    search_fields = ("email", "first_name", "last_name")
    ordering = ("email",)
    filter_horizontal = ()
    actions = None

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        rights = () if request.user.is_superuser else RIGHTS
        return (*self.readonly_fields, *rights)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        may = super().has_change_permission(request, obj)
        return may and self._is_not_above(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        may = super().has_delete_permission(request, obj)
        return may and self._is_not_above(request, obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if OF_A_SESSION.intersection(form.changed_data):
            _sign_in_anew(request, User.objects.filter(pk=form.instance.pk))

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(require_POST(self.sign_out))
        own = path("<int:pk>/sign-out/", view, name="accounts_user_sign_out")
        return [own, *super().get_urls()]

    def sign_out(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Of every browser, as where a phone was lost or a colleague has left."""
        person = get_object_or_404(User, pk=pk)
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        actions.sign_out(User.objects.filter(pk=pk), but=request.session.session_key)
        is_own = person == request.user
        others, each = _("Signed out of every other browser."), _("Signed out of every browser.")
        messages.success(request, others if is_own else each)
        return redirect("admin:accounts_user_change", pk)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["widget"] = forms.CheckboxSelectMultiple()
        if db_field.name == "groups":
            kwargs["queryset"] = Group.objects.exclude(name=OSCARS_ROLE).order_by("name")
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def _is_not_above(self, request: HttpRequest, obj: User | None) -> bool:
        # Whoever could set a password of an account with more rights would have those rights.
        return request.user.is_superuser or obj is None or not (obj.is_staff or obj.is_superuser)


def _sign_in_anew(request: HttpRequest, people: QuerySet[User]) -> None:
    """Whose rights are others now; whoever changes the own ones goes on with another key."""
    actions.sign_out(people, but=request.session.session_key)
    if people.filter(pk=request.user.pk).exists():
        request.session.cycle_key()


admin.site.unregister(Group)


class PermissionField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, permission: Permission) -> str:
        return f"{permission.content_type.app_labeled_name}: {permission.name}"


@admin.register(Group)
class RoleAdmin(admin.ModelAdmin):
    """A role; it is given to people on their own page."""

    search_fields = ("name",)
    ordering = ("name",)
    actions = None

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "permissions" in form.changed_data:
            _sign_in_anew(request, User.objects.filter(groups=form.instance))

    def delete_model(self, request: HttpRequest, obj: Group) -> None:
        people = list(obj.user_set.values_list("pk", flat=True))
        super().delete_model(request, obj)
        _sign_in_anew(request, User.objects.filter(pk__in=people))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Group]:
        return super().get_queryset(request).exclude(name=OSCARS_ROLE)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name != "permissions":
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        role = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
        offered = self._offered() | Q(group=role) if role else self._offered()
        permissions = Permission.objects.filter(offered).select_related("content_type").distinct()
        return PermissionField(
            permissions.order_by("content_type__app_label", "content_type__model", "codename"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def _offered(self) -> Q:
        """Permissions that open a page here, not all that Oscar brings along."""
        models = [*self.admin_site._registry, *map(apps.get_model, WITHOUT_A_PAGE)]
        content_types = ContentType.objects.get_for_models(*models, for_concrete_models=False)
        return Q(content_type__in=content_types.values())
