"""Every kind of mail the shop sends, for staff to look at: written about nobody."""

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp, csp_update
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from checkout.mail import SampleMail

# A mail carries its style in itself, as mail programs want it; nothing else may come from it, and
# a browser runs and sends nothing of it.
A_MAIL = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "frame-ancestors": [SELF],
    "sandbox": True,
}


def addresses() -> list[URLPattern]:
    return [
        path("mails/", admin.site.admin_view(mails), name="mails"),
        path("mails/<slug:name>/", admin.site.admin_view(mail), name="mail"),
        path("mails/<slug:name>/html/", admin.site.admin_view(mail_html), name="mail_html"),
    ]


@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    page = {"title": _("Mails we send"), "samples": admin.site.sample_mails(timezone.now())}
    return TemplateResponse(request, "admin/mails.html", admin.site.each_context(request) | page)


@csp_update({"frame-src": [SELF]})
@require_safe
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """Its words, and beside them what most people see."""
    sample = _named(name)
    page = {"title": sample.mail.subject, "sample": sample}
    return TemplateResponse(request, "admin/mail.html", admin.site.each_context(request) | page)


@csp(A_MAIL)
@xframe_options_sameorigin
@require_safe
def mail_html(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(_named(name).mail.html)


def _named(name: str) -> SampleMail:
    for sample in admin.site.sample_mails(timezone.now()):
        if sample.name == name:
            return sample
    raise Http404(_("There is no such mail."))
