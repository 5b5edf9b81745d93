"""Everything one case's page shows, as the context of its template."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from catalog.admin.tags import tag
from catalog.money import currency_symbol
from catalog.substances.reads import Earlier, Given
from checkout.basket.buyer import age_on
from checkout.order.desk.state_tags import hold_tag, state_tag
from checkout.order.desk.times import lasting
from checkout.order.states import OPEN_CASES, OrderState
from checkout.prescriptions.answer_form import AnswersForm
from checkout.prescriptions.cases import DECIDE_CASES, Case
from checkout.prescriptions.claims import claim_on, is_mine, on_it, why_not_decided
from checkout.prescriptions.desk.case_forms import CaseForms
from checkout.prescriptions.desk.files_shown import pages_shown
from checkout.prescriptions.desk.first import first_notes
from checkout.prescriptions.desk.lines import became_says
from checkout.prescriptions.desk.notes import CaseNote, notes_of_cases
from checkout.prescriptions.desk.prescribed import Prescribed
from checkout.prescriptions.desk.reads import CaseRead, became, read_case
from checkout.prescriptions.desk.seen import mark_of
from checkout.prescriptions.desk.words import Card, held_words, money_words
from checkout.prescriptions.models import Patient
from checkout.prescriptions.reads import open_inquiries_of
from checkout.prescriptions.same_buyer import is_own

S = OrderState


def case_page(case: Case, user: Any, *, now: datetime, **entered: Any) -> dict[str, Any]:
    """Of a case from `cases_for_the_desk`; `entered` are forms that were refused, by name."""
    read, today = read_case(case), localdate(now)
    why_not = why_not_decided(case, user, now=now)
    may_decide = user.has_perm(DECIDE_CASES)
    may_handle = may_decide and not is_own(case, user)
    may_add_files = may_handle and case.status in OPEN_CASES and read.patient is not None
    # What was typed stays, also where a colleague has taken the case meanwhile.
    is_kept = "forms" in entered and may_handle and case.status == S.AWAITING_PHARMACIST
    forms = entered.pop("forms", None) or CaseForms(read)
    return {
        "case": case,
        "patient": read.patient,
        "patient_words": patient_words(read.patient, today),
        "mark": mark_of(case),
        "pills": _pills(case, user, now),
        "pages": pages_shown(case.files, now),
        "first": _first(read, today),
        "forms": forms if is_kept or (may_decide and not why_not) else None,
        "why_not": why_not,
        "answers": entered.pop("answers", None) or _answers(case, user),
        "may_take": may_decide and not why_not and claim_on(case, now) is None,
        "is_mine": is_mine(claim_on(case, now), user),
        "may_add_files": may_add_files,
        "lines": read.lines,
        "others": [(line, became_says(became(line))) for line in read.others],
        **_money(case, read, now),
        "recorded": recorded(read),
        "may_receive": may_handle,
        "before": read.before,
        "perhaps": read.perhaps,
        "prescribed": [one for one in read.prescribed if one.order_id != case.pk],
        **entered,
    }


def _money(case: Case, read: CaseRead, now: datetime) -> dict[str, Any]:
    total, delivery, ends = case.total_incl_tax, case.shipping_incl_tax, case.hold_ends
    card = Card.of(ends, now, is_charged=case.is_charged)
    return {
        "held": held_words(total - delivery, delivery, card),
        "money": money_words(total, card),
        "symbol": currency_symbol(),
        "others_total": sum(line.line_price_incl_tax for line in read.others),
    }


def _answers(case: Case, user: Any) -> AnswersForm | None:
    """For what the patient says on the telephone instead; None where nothing is asked."""
    if case.status != S.NEEDS_INFORMATION or not user.has_perm(DECIDE_CASES) or is_own(case, user):
        return None
    form = AnswersForm(inquiries=open_inquiries_of(case))
    return form if form.fields else None


def patient_words(patient: Patient | None, today: date) -> dict[str, str]:
    """As in "Anna L." and "45", for headings: both empty where nobody is named."""
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
    if claim:
        pills.append(tag(on_it(claim, user), "good" if is_mine(claim, user) else "warn"))
    return pills


def _first(read: CaseRead, today: date) -> list[CaseNote]:
    answers = read.patient.answers if read.patient else []
    own = first_notes(answers, read.limits, read.before, age=read.age(today), today=today)
    [of_substances] = notes_of_cases([_given(read)], today=today)
    return sorted([*own, *of_substances], key=lambda note: note.rank)


def _given(read: CaseRead) -> Given:
    medicines = [line.medicine_id for line in read.lines]
    medicines += [line.product.parent_id for line in read.others]
    return Given(
        medicine_ids=medicines,
        texts=[read.patient.other_medicines] if read.patient else [],
        earlier=[Earlier(one.medicine_id, one.name, one.on) for one in read.before if one.got],
    )
