"""A size of a picture at its address, the same for everybody and for ever."""

from csp.constants import NONE
from csp.decorators import csp
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog.pictures.models import PictureSize

# The address names the content, so no copy of it is ever out of date.
FOR_EVER = "public, max-age=31536000, immutable"


# Chromium shows a picture that is opened alone by a page of its own, whose styles the policy of our
# pages would refuse.
@csp({"frame-ancestors": [NONE]})
@require_safe
def picture(request: HttpRequest, address: str, width: int) -> HttpResponse:
    """The square of so many pixels; what was uploaded has no address."""
    sizes = PictureSize.objects.filter(picture__address=address, width=width)
    content = sizes.values_list("content", flat=True).first()
    if content is None:
        raise Http404(_("There is no such picture."))
    return HttpResponse(content, content_type="image/webp", headers={"Cache-Control": FOR_EVER})
