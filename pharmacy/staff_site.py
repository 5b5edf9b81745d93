"""Django admin as the shop's staff see it: desks in the header, today's figures first."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import unquote

from django.apps import apps
from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.options import TO_FIELD_VAR
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Model, QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.people import is_demo_staff
from checkout.accounts.presence import may_work
from checkout.basket.current import leave_no_cart
from checkout.mail import SampleMail
from pharmacy import mail_pages
from pharmacy.asked_again import asked_again

# Pages that know nothing of dosages, packs and states, have no part in this shop, or show secrets.
NOT_OURS = (
    "oscar.",
    "treebeard.",
    "allauth.",
    "django.contrib.sites.",
    "django.contrib.flatpages.",
)
TodayRead = Callable[[HttpRequest], dict[str, Any]]
WaitingRead = Callable[[], QuerySet]
MailsRead = Callable[[datetime], Iterable[SampleMail]]
SalesRead = Callable[[Collection[int], datetime], dict[int, int]]
# The desks of the header, by the model whose list each of them opens.
DESKS = (
    (gettext_lazy("Prescriptions"), "prescriptions.Case"),
    (gettext_lazy("Orders"), "order.Order"),
    (gettext_lazy("Medicines"), "catalogue.Medicine"),
    (gettext_lazy("Prices"), "catalogue.Pack"),
    (gettext_lazy("Scheduled"), "prices.ScheduledPrice"),
    (gettext_lazy("Stock"), "catalogue.Dosage"),
)


@dataclass(frozen=True, slots=True)
class Desk:
    """One way in the header; `count` is of what waits behind it."""

    name: str
    url: str
    is_current: bool
    count: int = 0


class StaffSite(AdminSite):
    """The staff desks; the sidebar is off because grids need the width."""

    site_header = site_title = gettext_lazy("Pharmacy staff")
    index_title = gettext_lazy("Today")
    enable_nav_sidebar = False
    logout_template = "admin/signed_out.html"

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self._today: list[TodayRead] = []
        self._waiting: dict[str, WaitingRead] = {}
        self._mails: list[MailsRead] = []
        self._sales: list[SalesRead] = []

    def add_to_today(self, read: TodayRead, *, first: bool = False) -> None:
        """Let a part of the shop say something on the start page: `tiles` and its own names."""
        self._today.insert(0 if first else len(self._today), read)

    def count_on_desk(self, label: str, read: WaitingRead) -> None:
        """Let a desk of DESKS carry the number of the rows that wait for a person there."""
        self._waiting[label] = read

    def show_mails(self, read: MailsRead) -> None:
        """Let a part of the shop show a sample of each mail it sends."""
        self._mails.append(read)

    def tell_sales(self, read: SalesRead) -> None:
        """Let a part of the shop say how many units it has sold of each dosage since a moment."""
        self._sales.append(read)

    def units_sold(self, dosage_ids: Collection[int], since: datetime) -> dict[int, int]:
        """By dosage; one that was not sold is missing."""
        sold: Counter[int] = Counter()
        for read in self._sales:
            sold.update(read(dosage_ids, since))
        return dict(sold)

    def sample_mails(self, now: datetime) -> list[SampleMail]:
        return [sample for read in self._mails for sample in read(now)]

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Without Django's way from any row to its page.

        It asks nobody whether they may know the row, and leads to another host than ours.
        """
        of_django = super().get_urls()
        kept = [one for one in of_django if getattr(one, "name", "") != "view_on_site"]
        return [*mail_pages.addresses(), *kept]

    def register(self, model_or_iterable, admin_class=None, **options):
        """Registers pages of our own; Oscar registers some models without a class."""
        if admin_class is None or admin_class.__module__.startswith(NOT_OURS):
            return
        super().register(model_or_iterable, admin_class, **options)

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """There is one way to sign in, with its second step; admin has none of its own."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated and not self._is_open_to(request):
            raise PermissionDenied
        then = request.GET.get("next") or reverse("admin:index")
        shows_second_step = request.user.is_authenticated
        return redirect_to_login(then, reverse("account-staff") if shows_second_step else None)

    def logout(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = super().logout(request, extra_context)
        leave_no_cart(response)
        return response

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """On the account's own pages, as for everybody."""
        return redirect("account_change_password")

    def has_permission(self, request: HttpRequest) -> bool:
        """The one door of every page here: who is staff, and has shown a second step."""
        return self._is_open_to(request) and may_work(request)

    def _is_open_to(self, request: HttpRequest) -> bool:
        """The demo's accounts, whose password is public, open nothing in a live shop."""
        is_locked_out = settings.LIVE and is_demo_staff(request.user)
        return super().has_permission(request) and not is_locked_out

    def admin_view(self, view: Callable[..., HttpResponse], cacheable: bool = False):
        return super().admin_view(sound_query(asked_again(view)), cacheable)

    def may_open(self, model: type[Model], request: HttpRequest) -> bool:
        """Whether a model has a page here that this person may see."""
        page = self._registry.get(model)
        return page is not None and page.has_view_or_change_permission(request)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().each_context(request), "desks": self.desks(request)}

    def desks(self, request: HttpRequest) -> list[Desk]:
        """Those this person may open; a desk leads nowhere else."""
        if not self.has_permission(request):
            return []
        today = reverse("admin:index")
        open_to = {
            label: name for name, label in DESKS if self.may_open(apps.get_model(label), request)
        }
        counts = self._counts(open_to)
        desks = [Desk(_("Today"), today, request.path == today)]
        for label, name in open_to.items():
            url = reverse(f"admin:{label.lower().replace('.', '_')}_changelist")
            here = request.path.startswith(url)
            desks.append(Desk(str(name), url, here, counts.get(label, 0)))
        return desks

    def _counts(self, labels: Iterable[str]) -> dict[str, int]:
        """How many wait at each of these desks, where anybody does: one query for all."""
        counts = [
            self._waiting[label]()
            .order_by()
            .values(desk=Value(label))
            .annotate(waiting=Count("pk"))
            .values_list("desk", "waiting")
            for label in labels
            if label in self._waiting
        ]
        return dict(counts[0].union(*counts[1:], all=True)) if counts else {}

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        now = localtime()
        context: dict[str, Any] = {"now": now, "greeting": greeting(now), "tiles": []}
        for read in self._today:
            said = read(request)
            tiles = [*context["tiles"], *said.get("tiles", [])]
            context |= said | {"tiles": tiles}
        return super().index(request, {**context, **(extra_context or {})})


def sound_query(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answers 400 to a query that Django's own pages would break at.

    PostgreSQL takes no NUL in what a list is asked for, and no model has a field without a name.
    """

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        has_nul = "\0" in unquote(request.META.get("QUERY_STRING", ""))
        if not has_nul and request.GET.get(TO_FIELD_VAR) != "":
            return view(request, *args, **kwargs)
        words = _("This address has a character that no text may have: %00.")
        if not has_nul:
            words = _("This address names no field.")
        return HttpResponse(f"{words}\n", content_type="text/plain", status=400)

    return checked


def greeting(now: datetime) -> str:
    """By the shop's clock."""
    if now.hour < 12:
        return _("Good morning")
    return _("Good afternoon") if now.hour < 18 else _("Good evening")
