from django.http import HttpResponseRedirect


class SeeOther(HttpResponseRedirect):
    """303: the post was dealt with, and what to look at next is there."""

    status_code = 303
