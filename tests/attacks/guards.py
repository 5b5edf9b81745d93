"""What keeps out whoever is not who they seem: the guards, each with the attack that gets in."""

from tests.guard import Guard

POSTS, COOKIES = "tests/attacks/test_foreign_posts.py", "tests/attacks/test_forged_cookies.py"
LINKS, REDIRECTS = "tests/attacks/test_links.py", "tests/attacks/test_redirects.py"
FOREIGN, ENTRANCE = "pharmacy/foreign_posts.py", "checkout/accounts/entrance.py"

ATTACKS_GUARDS = (
    Guard(
        "a token helps no page elsewhere",
        FOREIGN,
        " if comes_from_elsewhere(request) else None\n",
        " if False else None\n",
        f"{POSTS}::test_every_address_that_takes_posts_refuses_them_before_it_asks_who_that_is",
    ),
    Guard(
        "a form without a token says that it is ours",
        FOREIGN,
        "        if not carries_token(view):\n",
        "        if False:\n",
        f"{POSTS}::test_of_every_combination_these_alone_are_let_in",
    ),
    Guard(
        "nothing but what proves itself is taken from anywhere",
        "checkout/same_origin.py",
        "    return csrf_exempt(view)\n",
        "    return from_anywhere(view)\n",
        f"{POSTS}::test_what_another_program_sends_is_named_here",
    ),
    Guard(
        "a session's cookie of somebody's own making is not looked up",
        "checkout/accounts/session_store.py",
        "        return bool(key and KEY.fullmatch(key))\n",
        "        return bool(key)\n",
        f"{COOKIES}::test_a_cookie_of_ones_own_making_is_no_error_and_nobodys_cart",
    ),
    Guard(
        "what is no address leads to no error",
        "checkout/accounts/views.py",
        "        return HttpResponseRedirect(then)\n",
        "        return redirect(then)\n",
        f"{REDIRECTS}::test_no_address_leads_away_for_any_parameter_or_header",
    ),
    Guard(
        "staff are led from no row to a page they may not know",
        "pharmacy/staff_site.py",
        'if getattr(one, "name", "") != "view_on_site"',
        "if True",
        "tests/pharmacy/test_roles.py::test_every_address_of_staff_is_in_the_table",
    ),
    Guard(
        "a link to a new password signs nobody out who looks at it",
        ENTRANCE,
        '        if self.request.method == "POST":\n            super().logout()\n',
        "        super().logout()\n",
        f"{LINKS}::test_looking_at_a_link_to_a_new_password_signs_nobody_out",
    ),
)
