"""Everything one case's page shows, as the context of its template."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from catalog.admin.tags import tag
from catalog.money import currency_symbol
from checkout.accounts.names import name_of
from checkout.basket.buyer import age_on
from checkout.order.desk.state_tags import hold_tag, state_tag
from checkout.order.desk.times import lasting
from checkout.order.states import OPEN_CASES, OrderState
from checkout.prescriptions.answer_form import AnswersForm
from checkout.prescriptions.cases import DECIDE_CASES, Case
from checkout.prescriptions.deciding import is_own
from checkout.prescriptions.desk.case_forms import CaseForms
from checkout.prescriptions.desk.files_shown import pages_shown
from checkout.prescriptions.desk.first import first_notes
from checkout.prescriptions.desk.lines import BeforeLine
from checkout.prescriptions.desk.notes import Bought, CaseNote, ToCheck, notes_of_cases
from checkout.prescriptions.desk.prescribed import Prescribed
from checkout.prescriptions.desk.queue_reads import claim_on
from checkout.prescriptions.desk.reads import CaseRead, read_case
from checkout.prescriptions.desk.seen import mark_of
from checkout.prescriptions.desk.words import held_words, money_words
from checkout.prescriptions.inquiries import open_inquiries_of
from checkout.prescriptions.models import Patient

S = OrderState


def case_page(case: Case, user: Any, *, now: datetime, **entered: Any) -> dict[str, Any]:
    """Of a case from `cases_for_the_desk`; `entered` are forms that were refused, by name."""
    read, today = read_case(case), localdate(now)
    why_not = why_not_decided(case, user, now=now)
    may_decide = user.has_perm(DECIDE_CASES)
    forms = entered.pop("forms", None) or CaseForms(read)
    return {
        "case": case,
        "patient": read.patient,
        "patient_words": patient_words(read.patient, today),
        "mark": mark_of(case),
        "pills": _pills(case, user, now),
        "pages": pages_shown(case.files, now),
        "first": [*_first(read, today), *notes_of_cases([_to_check(read)], today=today)[case.pk]],
        "forms": forms if may_decide and not why_not else None,
        "why_not": why_not,
        "answers": entered.pop("answers", None) or _answers(case, user),
        "may_take": may_decide and not why_not and claim_on(case, now) is None,
        "is_mine": _is_mine(case, user, now),
        "may_add_files": may_decide and case.status in OPEN_CASES and read.patient is not None,
        "lines": read.lines,
        "others": read.others,
        "held": held_words(
            case.total_incl_tax - case.shipping_incl_tax,
            case.shipping_incl_tax,
            is_held=case.hold_ends is not None,
        ),
        "money": money_words(
            case.total_incl_tax, is_held=case.hold_ends is not None, is_charged=case.is_charged
        ),
        "symbol": currency_symbol(),
        "others_total": sum(line.line_price_incl_tax for line in read.others),
        "recorded": recorded(read),
        "may_receive": may_decide and not is_own(case, user),
        "before": read.before,
        "prescribed": [one for one in read.prescribed if one.order_id != case.pk],
        **entered,
    }


def why_not_decided(case: Case, user: Any, *, now: datetime) -> str:
    """Why there is nothing to decide for this person just now; "" where there is."""
    if case.status == S.NEEDS_INFORMATION:
        return _("The patient has been asked, or is to send the prescription: the order waits.")
    if case.status != S.AWAITING_PHARMACIST:
        words = _("The order is %(state)s: there is nothing to decide.")
        return words % {"state": case.get_status_display()}
    if is_own(case, user):
        return _("This is your own order: a colleague decides about it.")
    claim = claim_on(case, now)
    if claim and claim.by_id != user.pk:
        words = _("%(name)s is on this case: talk to each other, or take another one.")
        return words % {"name": name_of(claim.by)}
    return ""


def _answers(case: Case, user: Any) -> AnswersForm | None:
    """For what the patient says on the telephone instead; None where nothing is asked."""
    if case.status != S.NEEDS_INFORMATION or not user.has_perm(DECIDE_CASES) or is_own(case, user):
        return None
    form = AnswersForm(inquiries=open_inquiries_of(case))
    return form if form.fields else None


def patient_words(patient: Patient | None, today: date) -> dict[str, str]:
    """The patient as headings name her or him: in short with the age, and with the birthday."""
    if patient is None or patient.born_on is None:
        return {"short": "", "age": ""}
    first, _space, last = patient.name.rpartition(" ")
    short = f"{first.split()[0]} {last[:1]}." if first else last
    return {"short": short, "age": str(age_on(patient.born_on, today))}


def recorded(read: CaseRead) -> Sequence[Prescribed]:
    """The dosages of prescriptions that lines of this case were decided on."""
    used = {line.ruling.prescription_id for line in read.lines if line.ruling}
    return [one for one in read.prescribed if one.prescription_id in used]


def _pills(case: Case, user: Any, now: datetime) -> list[str]:
    pills = []
    if case.hold_ends and case.status in OPEN_CASES:
        pills.append(hold_tag(case.hold_ends, now))
    if case.status == S.AWAITING_PHARMACIST:
        waiting = lasting(now - case.date_placed)
        pills.append(tag(_("Waiting %(time)s") % {"time": waiting}))
    else:
        pills.append(state_tag(case.status))
    claim = claim_on(case, now)
    if claim and claim.by_id == user.pk:
        pills.append(tag(_("You are on it"), "good"))
    elif claim:
        pills.append(tag(_("%(name)s is on it") % {"name": name_of(claim.by)}, "warn"))
    return pills


def _is_mine(case: Case, user: Any, now: datetime) -> bool:
    claim = claim_on(case, now)
    return claim is not None and claim.by_id == user.pk


def _first(read: CaseRead, today: date) -> list[CaseNote]:
    answers = read.patient.answers if read.patient else []
    return first_notes(answers, read.limits, read.before, age=read.age(today), today=today)


def _to_check(read: CaseRead) -> ToCheck:
    medicines = [line.medicine_id for line in read.lines]
    medicines += [line.product.parent_id for line in read.others]
    return ToCheck(
        order_id=read.case.pk,
        medicine_ids=tuple(medicines),
        texts=(read.patient.other_medicines,) if read.patient else (),
        earlier=tuple(_bought(line) for line in read.before if line.got),
    )


def _bought(line: BeforeLine) -> Bought:
    return Bought(line.medicine_id, line.name, line.on)
