"""Staff's page of many prices at once: computed, looked at, then applied together."""

import re
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from catalog.admin.permissions import CHANGE_PRICES, SCHEDULE_PRICES, SEE_COSTS
from catalog.models import Pack
from catalog.prices import proposing
from catalog.prices.actions import PricesMoved
from catalog.prices.forms import RuleForm, amount_text
from catalog.prices.how import LONGEST_WHY, How
from catalog.prices.models import Proposal
from catalog.prices.proposal_outcome import Outcome
from catalog.prices.proposal_reads import DOSAGES_A_PAGE, outcome_of
from catalog.prices.proposal_warnings import MARK, WarningsShown
from catalog.prices.schedule.actions import CannotSchedule
from catalog.prices.schedule.moments import LaterForm
from catalog.prices.schedule.proposed import in_words, schedule_proposed
from catalog.prices.sheet_desk import being_read
from catalog.prices.sheet_forms import SheetForm

KEY = re.compile("-?[1-9][0-9]{0,14}")
MOMENT = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")
# What a page's address says of where somebody is in it, and of when the prices are to change.
KEPT = ("page", "only", "more", "seen", "starts_at", "ends_at")
View = Callable[[HttpRequest, Proposal], HttpResponse]


def who_prices(view: View) -> Callable[[HttpRequest, int], HttpResponse]:
    """An open proposal for those who may change prices; one that was applied leads to the list."""

    @wraps(view)
    def checked(request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm(CHANGE_PRICES):
            raise PermissionDenied
        proposal = get_object_or_404(Proposal, pk=pk)
        if proposal.state == Proposal.State.APPLIED:
            messages.info(request, _("These prices have been applied already."))
            return redirect("admin:catalogue_pack_changelist")
        return view(request, proposal)

    return checked


@require_http_methods(["GET", "HEAD", "POST"])
@who_prices
def proposal(request: HttpRequest, found: Proposal) -> HttpResponse:
    """Look at it, change it by a post, or apply it by one."""
    if found.read_in and found.read_in.is_being_read:
        return being_read(request, found.read_in)
    try:
        return _posted(request, found) if request.method == "POST" else _page(request, found)
    except proposing.AlreadyApplied:
        messages.info(request, _("Somebody has applied these prices already."))
        return redirect("admin:catalogue_pack_changelist")


def addresses() -> list[URLPattern]:
    """Beneath the list of packs."""
    view = admin.site.admin_view(proposal)
    return [path("proposals/<int:pk>/", view, name="catalogue_pack_proposal")]


def _posted(request: HttpRequest, found: Proposal) -> HttpResponse:
    shown = _numbers(request.POST.get("shown", "").split(","))
    proposing.leave_out(found, shown, _numbers(request.POST.getlist("takes_part")))
    form = _rule_form(request, found)
    if form is not None:
        if not form.is_valid():
            return _page(request, found, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        if form.rule != found.rule:
            proposing.choose_rule(found, form.rule)
            if "apply" in request.POST:
                messages.warning(request, _("Computed anew: look at the prices, then apply."))
            return _again(request, found)
    if "apply" not in request.POST:
        return _again(request, found)
    return _applied(request, found)


def _applied(request: HttpRequest, found: Proposal) -> HttpResponse:
    """Apply it, if it is what was looked at; else show what it is now."""
    if moved := proposing.see_anew(found):
        return _page(request, found, moved=moved, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    later = _later_form(request, found)
    if later and not later.is_valid():
        return _page(request, found, later=later, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    problem = ""
    try:
        with transaction.atomic():
            # What is judged here is what is applied, whoever else has the page open.
            proposing.hold(found)
            outcome = outcome_of(found, sees_costs=request.user.has_perm(SEE_COSTS))
            problem = _why_not(request, found, outcome)
            said = "" if problem else _done_now_or_later(request, found, outcome, later)
    except PricesMoved:
        return _page(request, found, later=later, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except CannotSchedule as refusal:
        problem = in_words(refusal.problems)
    if problem:
        messages.error(request, problem)
        return _page(request, found, later=later, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, said)
    return redirect("admin:catalogue_pack_changelist")


def _done_now_or_later(
    request: HttpRequest, found: Proposal, outcome: Outcome, later: LaterForm | None
) -> str:
    """What was done, in words. Raises PricesMoved and CannotSchedule."""
    deed = {"why": request.POST.get("why", "").strip()[:LONGEST_WHY], "now": timezone.now()}
    if later and later.is_later:
        made = schedule_proposed(found, by=request.user, **later.cleaned_data, **deed)
        words = ngettext("%(prices)s price is scheduled.", "%(prices)s prices are scheduled.", made)
        return words % {"prices": f"{made:,}"}
    changed = proposing.apply(found, **deed)
    return _done(changed - outcome.off_sale, outcome.off_sale)


def _done(prices: int, off_sale: int) -> str:
    """As in "12 prices are changed. 1 pack is off sale."."""
    said = []
    if prices or not off_sale:
        words = ngettext("%(prices)s price is changed.", "%(prices)s prices are changed.", prices)
        said.append(words % {"prices": f"{prices:,}"})
    if off_sale:
        words = ngettext("%(packs)s pack is off sale.", "%(packs)s packs are off sale.", off_sale)
        said.append(words % {"packs": f"{off_sale:,}"})
    return " ".join(said)


def _why_not(request: HttpRequest, found: Proposal, outcome: Outcome) -> str:
    if found.read_in and found.read_in.is_refused:
        return _("There are errors in this file: correct it, then choose it again.")
    if not outcome.changes:
        return _nothing_to_do(found)
    if outcome.without_a_price:
        words = ngettext(
            "%s price would be none: leave that pack out, or change by less.",
            "%s prices would be none: leave those packs out, or change by less.",
            outcome.without_a_price,
        )
        return words % f"{outcome.without_a_price:,}"
    warnings = WarningsShown(found, outcome, request.POST.get("seen", ""))
    if warnings.are_of_other_prices:
        return _("These prices are not those you looked at: look at them, then apply.")
    if not warnings.were_all_shown:
        return _("There are more warnings than you were shown: read on, then apply.")
    if outcome.warnings and "have_read" not in request.POST:
        return _("Read the warnings, tick “I have read the warnings”, then apply.")
    return ""


def _nothing_to_do(found: Proposal) -> str:
    if found.read_in:
        return _("Nothing would change: the file says what the shop says.")
    return _("Nothing would change: choose a change, then preview it.")


def _moved_in_words(found: Proposal, moved: int) -> str:
    if found.how == How.BULK:
        words = ngettext(
            "%s price was changed by somebody meanwhile and is computed anew: "
            "look at it, then apply.",
            "%s prices were changed by somebody meanwhile and are computed anew: "
            "look at them, then apply.",
            moved,
        )
    elif found.how == How.RESTORE:
        words = ngettext(
            "%s price was changed by somebody meanwhile and is left as it is: "
            "tick it to give back the old one all the same.",
            "%s prices were changed by somebody meanwhile and are left as they are: "
            "tick them to give back the old ones all the same.",
            moved,
        )
    else:
        words = ngettext(
            "%s price was changed by somebody meanwhile, and the file says another: "
            "look at it, then apply.",
            "%s prices were changed by somebody meanwhile, and the file says others: "
            "look at them, then apply.",
            moved,
        )
    return words % f"{moved:,}"


def _again(request: HttpRequest, found: Proposal) -> HttpResponse:
    """To where somebody was in it, or asked to go."""
    asked = {name: request.POST.get(name, "") for name in KEPT}
    query = {
        name: value
        for name, value in asked.items()
        if value.isalnum() or MARK.fullmatch(value) or MOMENT.fullmatch(value)
    }
    answer = redirect("admin:catalogue_pack_proposal", found.pk)
    answer["Location"] += f"?{urlencode(query)}" if query else ""
    return answer


def _page(
    request: HttpRequest,
    found: Proposal,
    *,
    form: RuleForm | None = None,
    later: LaterForm | None = None,
    moved: int = 0,
    status: int = 200,
) -> TemplateResponse:
    """As it is by now; `moved`: so many prices that others changed were taken over already."""
    if moved := moved + proposing.see_anew(found):
        messages.warning(request, _moved_in_words(found, moved))
    outcome = outcome_of(found, sees_costs=request.user.has_perm(SEE_COSTS))
    only = "warnings" if request.GET.get("only") == "warnings" else ""
    paginator = Paginator(outcome.warned if only else outcome.warned_first, DOSAGES_A_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "opts": Pack._meta,
        "title": _title(found, outcome),
        "proposal": found,
        "rule_form": form or (_rule_form(None, found)),
        "outcome": outcome,
        "warnings": _warnings(request, found, outcome),
        "later": later or _later_form(request, found),
        "page": page,
        "only": only,
        "shown": ",".join(_shown(page)),
        "sheet": found.read_in,
        "sheet_form": SheetForm(auto_id="corrected_%s") if found.read_in else None,
        "why": request.POST.get("why", found.why),
    }
    template = "admin/catalogue/pack/proposal.html"
    return TemplateResponse(request, template, context, status=status)


def _warnings(request: HttpRequest, found: Proposal, outcome: Outcome) -> WarningsShown:
    """As far as the address says; after a post, as far as the page was that sent it."""
    sent = request.POST if request.method == "POST" else request.GET
    return WarningsShown(found, outcome, sent.get("seen", ""), goes_on="more" in request.GET)


def _title(found: Proposal, outcome: Outcome) -> str:
    if found.how == How.RESTORE:
        # What a batch is undone for is for staff to say.
        return _("Restore a price") if found.why else _("Undo price changes")
    if found.read_in:
        return _("Import: what would change")
    words = ngettext("Change %(prices)s price", "Change %(prices)s prices", outcome.changes)
    return words % {"prices": f"{outcome.changes:,}"} if outcome.changes else _("Change prices")


def _rule_form(request: HttpRequest | None, found: Proposal) -> RuleForm | None:
    """None where the prices are what they were, by no rule."""
    if found.how != How.BULK:
        return None
    initial = {"change": found.change, "amount": amount_text(found.amount), "ending": found.ending}
    data = request.POST if request else None
    return RuleForm(data, initial=initial, auto_id="%s", label_suffix="")


def _later_form(request: HttpRequest, found: Proposal) -> LaterForm | None:
    """From when until when; None where it is now for sure, or this person may plan nothing."""
    if found.how != How.BULK:
        return None
    posted = request.POST if request.method == "POST" else None
    if request.user.has_perm(SCHEDULE_PRICES):
        initial = {name: request.GET.get(name, "") for name in ("starts_at", "ends_at")}
        return LaterForm(posted, initial=initial, now=timezone.now())
    if posted and (posted.get("starts_at") or posted.get("ends_at")):
        # What was to change later must not change now.
        raise PermissionDenied
    return None


def _shown(page: Any) -> list[str]:
    return [str(row.pack.key) for dosage in page for row in dosage.rows if row.proposed]


def _numbers(texts: list[str]) -> list[int]:
    """Keys of packs, and below zero of new ones."""
    return [int(text) for text in texts if KEY.fullmatch(text)]
