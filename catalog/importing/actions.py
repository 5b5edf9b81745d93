"""Importing a page: one transaction, all of the page or nothing of it."""

from pathlib import PurePath

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from catalog.actions import add_medicine, lock_medicine, save_medicine
from catalog.importing.changing_packs import on_sale, save_dosages, take_out_demo
from catalog.importing.changing_texts import differing, save_sections, values_of
from catalog.importing.page import TOP_OF_PAGE, Finding, Page, PageError
from catalog.importing.reading import read_page
from catalog.importing.report import Change, ImportReport
from catalog.importing.seen import fingerprint
from catalog.legal_class import LegalClass
from catalog.models import Product
from catalog.prices.how import How, noted
from catalog.units import Unit


class NotAsShown(Exception):
    """A page would do something else than what was shown; nothing was changed. Has `report`."""

    def __init__(self, report: ImportReport) -> None:
        super().__init__("The shop or the page has changed since.")
        self.report = report


class MayNotPrice(Exception):
    """A page would set prices of a medicine the shop has, which others do; nothing was changed."""


class HaveNotRead(Exception):
    """There are warnings that have to be read first; nothing was changed."""


def import_page(
    file_name: str,
    text: str,
    *,
    overwrite: bool = False,
    dry_run: bool = False,
    sees_costs: bool = True,
) -> ImportReport:
    """Bring the shop to what one page says; what changed, and what a person should know.

    `overwrite` takes the page's price where staff set another since the last import; `dry_run`
    does everything and undoes it; below cost is said to who `sees_costs` alone. Raises PageError,
    then nothing is changed.
    """
    page = read_page(file_name, text, settings.SHOP_CURRENCY)
    with transaction.atomic():
        report = _imported(page, overwrite=overwrite, sees_costs=sees_costs)
        connection.check_constraints()  # also those that are checked at the commit only
        transaction.set_rollback(dry_run)
    return report


def import_as_shown(
    file_name: str,
    text: str,
    *,
    shown: str,
    overwrite: bool,
    may_price: bool,
    sees_costs: bool,
    has_read: bool,
) -> ImportReport:
    """As `import_page`, where it does what a dry run has shown, by its fingerprint.

    A new medicine comes with its prices; others' are set by who may set prices. Raises NotAsShown,
    MayNotPrice, HaveNotRead and PageError, then nothing is changed.
    """
    with transaction.atomic():
        report = import_page(file_name, text, overwrite=overwrite, sees_costs=sees_costs)
        if fingerprint(report, text, overwrite=overwrite) != shown:
            raise NotAsShown(report)
        if not (may_price or may_come_unpriced(report)):
            raise MayNotPrice
        if report.asked and not has_read:
            raise HaveNotRead
    return report


def may_come_unpriced(report: ImportReport) -> bool:
    """Whether a page may come from somebody who sets no prices."""
    return report.is_new or not report.sets_prices


def _imported(page: Page, *, overwrite: bool, sees_costs: bool) -> ImportReport:
    medicine = _locked(page)
    with noted(How.PAGE, _why(page, is_new=medicine is None)):
        return _brought_to(page, medicine, overwrite=overwrite, sees_costs=sees_costs)


def _why(page: Page, *, is_new: bool) -> str:
    name = PurePath(page.file_name).name
    if is_new:
        return _("First listing, page %s") % name if name else _("First listing, pasted page")
    return _("Page %s") % name if name else _("Pasted page")


def _brought_to(
    page: Page, medicine: Product | None, *, overwrite: bool, sees_costs: bool
) -> ImportReport:
    is_new, changed_before = medicine is None, medicine.date_updated if medicine else None
    if medicine is None:
        medicine, unit_before = _added(page), page.unit
        changes = [Change(TOP_OF_PAGE, _("%(name)s: new medicine.") % {"name": page.name})]
    else:
        unit_before = Unit(medicine.unit)
        changes = _changed(medicine, page)
    packs = save_dosages(
        medicine, page, unit_before=unit_before, overwrite=overwrite, sees_costs=sees_costs
    )
    changes += packs.changes
    if section_changes := list(save_sections(medicine, page)):
        save_medicine(medicine, changed=())  # its page has changed today
    changes += section_changes
    findings = [*page.findings, *packs.findings, *_remarks(medicine, is_new)]
    return ImportReport(
        file_name=page.file_name,
        medicine=page.name,
        slug=medicine.slug,
        unit=page.unit,
        is_new=is_new,
        changed_before=changed_before,
        sets_prices=bool(packs.packs),
        dosages=tuple(on_sale(medicine, page)),
        changes=tuple(changes),
        findings=tuple(sorted(findings, key=lambda finding: finding.line)),
        asked=tuple(packs.asked),
    )


def _locked(page: Page) -> Product | None:
    """The page's medicine, None for a new one: at its address and of its name, or only of one.

    Staff may have changed either. Raises PageError where two could be meant.
    """
    slug = slugify(page.name)
    medicines = Product.objects.medicines().order_by("pk")
    alike = list(medicines.filter(Q(slug=slug) | Q(title=page.name)))
    meant = [one for one in alike if (one.slug, one.title) == (slug, page.name)] or alike
    if not meant:
        return None
    if len(meant) > 1:
        named = _(" and ").join(f"{one.title} ({one.get_absolute_url()})" for one in meant)
        raise PageError(
            TOP_OF_PAGE,
            _("%(number)s medicines could be meant, %(named)s: give one of them another name.")
            % {"number": len(meant), "named": named},
        )
    lock_medicine(meant[0].pk)
    medicine: Product | None = medicines.filter(pk=meant[0].pk).first()
    return medicine


def _added(page: Page) -> Product:
    medicine = Product(slug=slugify(page.name))
    for field, value in values_of(page, medicine).items():
        setattr(medicine, field, value)
    try:
        with transaction.atomic():
            add_medicine(medicine)
    except IntegrityError as error:
        raise PageError(
            TOP_OF_PAGE,
            _("Somebody else is adding %(name)s just now: import the page again.")
            % {"name": page.name},
        ) from error
    return medicine


def _changed(medicine: Product, page: Page) -> list[Change]:
    taken_out = list(take_out_demo(medicine))
    values = values_of(page, medicine)
    changes = differing(medicine, values)
    for field in changes:
        setattr(medicine, field, values[field])
    if changes:
        save_medicine(medicine, changed=changes)
    if "is_demo" in changes:
        medicine.children.update(is_demo=False)
    return [*changes.values(), *taken_out]


def _remarks(medicine: Product, is_new: bool) -> list[Finding]:
    remarks = []
    if is_new:
        message = _("A new medicine stands in no category: choose one in the admin.")
        remarks.append(Finding(TOP_OF_PAGE, "note", message))
    elif not medicine.is_public:
        message = _("This medicine is not published: shoppers see none of its packs.")
        remarks.append(Finding(TOP_OF_PAGE, "warning", message))
    if Product.objects.with_review_standing().filter(pk=medicine.pk, is_kept_back=True).exists():
        message = _(
            "Shoppers do not see this medicine until a pharmacist has reviewed its text: see "
            "%(address)s in the admin."
        ) % {"address": f"{reverse('admin:catalogue_medicine_changelist')}?review=1"}
        remarks.append(Finding(TOP_OF_PAGE, "warning", message))
    if medicine.legal_class == LegalClass.CD:
        message = _("A controlled medicine cannot be sold here: no cart takes its packs.")
        remarks.append(Finding(TOP_OF_PAGE, "warning", message))
    return remarks
