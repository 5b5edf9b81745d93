"""What a patient is told of a file that is not taken: what is wrong with it, then what to do."""

from django.utils.translation import gettext_lazy as _

from checkout.prescriptions.files.proven import MOST_BYTES, MOST_PAGES, Reason

WORDS = {
    Reason.EMPTY: _("This file is empty. Choose it again, or take a photo of the paper."),
    Reason.TOO_LARGE: _(
        "This file is larger than %(megabytes)s MB. Take a photo of the paper instead, or save "
        "the file with a lower quality."
    ),
    Reason.OTHER_KIND: _(
        "This is no PDF, JPEG or PNG file. Save it as a PDF, or take a photo of the paper."
    ),
    Reason.OTHER_PICTURE: _(
        "Pictures of this kind are not taken. Save it as JPEG or PNG, or take a photo of the paper."
    ),
    Reason.HEIC: _(
        "iPhone photos in HEIC are not taken. On the phone choose Settings, Camera, Formats, Most "
        "Compatible and take the photo again, or save it as JPEG."
    ),
    Reason.TWO_IN_ONE: _(
        "Something else is hidden in this file. Print it as a new PDF, or take a photo of the "
        "paper."
    ),
    Reason.DAMAGED: _(
        "This file is damaged or not whole. Save or scan it again, or take a photo of the paper."
    ),
    Reason.ANIMATED: _("This picture moves. Choose a still one, or take a photo of the paper."),
    Reason.TOO_MANY_PIXELS: _(
        "This picture has more pixels than can be read here. Save it smaller, to at most 50 "
        "megapixels, or take a photo with the phone's usual setting."
    ),
    Reason.TOO_MANY_PAGES: _(
        "A file may have %(pages)s pages at most. Send only the pages of the prescription, or "
        "send them as several files."
    ),
    Reason.PAGE_TOO_LARGE: _(
        "The pages of this PDF have a size that no paper has. Print it as a new PDF on A4 or "
        "Letter, or take a photo of the paper."
    ),
    Reason.LOCKED: _(
        "This PDF is locked, by a password or against changes. Print it as a new PDF, or take a "
        "photo of the paper."
    ),
    Reason.ACTIVE: _(
        "This PDF holds a program or a film. Print it as a new PDF, or take a photo of the paper."
    ),
    Reason.ATTACHMENT: _(
        "This PDF has other files attached to it. Send the prescription alone: print it as a new "
        "PDF, or take a photo of the paper."
    ),
    Reason.ELSEWHERE: _(
        "Parts of this PDF lie in other files. Print it as a new PDF, or take a photo of the paper."
    ),
    Reason.TOO_MUCH_WORK: _(
        "This file takes too long to read. Print it as a new PDF, or take a photo of the paper."
    ),
    Reason.INFECTED: _(
        "The virus scanner warns of this file, so it is not taken. Take a photo of the paper "
        "instead."
    ),
}
CANNOT_CHECK = _(
    "We cannot check files at the moment. Try again in a few minutes, or add the file later."
)
CANNOT_KEEP = _(
    "We cannot keep files at the moment. Try again in a few minutes, or add the file later."
)


def words_for(reason: Reason) -> str:
    """As in "This PDF is locked ... Print it as a new PDF, or take a photo of the paper."."""
    return str(WORDS[reason]) % {"megabytes": MOST_BYTES // 2**20, "pages": MOST_PAGES}
