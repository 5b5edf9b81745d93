"""A leaflet at its address, the same for everybody and for ever."""

from csp.constants import NONE
from csp.decorators import csp
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog.leaflets.models import Leaflet

# The address names the content, so no copy of it is ever out of date.
FOR_EVER = "public, max-age=31536000, immutable"


# Chromium shows a PDF by a page of its own, which the policy of our pages would keep from loading
# its styles and its plug-in (crbug.com/271452). What is paper alone needs only not to be framed.
@csp({"frame-ancestors": [NONE]})
@require_safe
def leaflet(request: HttpRequest, address: str) -> HttpResponse:
    """The file, opened in the browser; also one that has been replaced since."""
    content = Leaflet.objects.filter(address=address).values_list("content", flat=True).first()
    if content is None:
        raise Http404(_("There is no such leaflet."))
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Cache-Control": FOR_EVER,
            "Content-Disposition": f'inline; filename="{address}.pdf"',
        },
    )
