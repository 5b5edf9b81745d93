"""What keeps out whoever is not who they seem: the guards, each with the attack that gets in."""

from tests.guard import Guard

POSTS, COOKIES = "tests/attacks/test_foreign_posts.py", "tests/attacks/test_forged_cookies.py"
LINKS = "tests/attacks/test_links.py"
FOREIGN, ENTRANCE = "pharmacy/foreign_posts.py", "checkout/accounts/entrance.py"

ATTACKS_GUARDS = (
    Guard(
        "a token helps no page elsewhere",
        FOREIGN,
        " if comes_from_elsewhere(request) else None\n",
        " if False else None\n",
        f"{POSTS}::test_of_every_combination_these_alone_are_let_in",
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
        "        if KEY.fullmatch(key):\n",
        "        if key:\n",
        f"{COOKIES}::test_what_is_no_key_of_ours_is_not_even_looked_up",
    ),
    Guard(
        "what is no address leads to no error",
        "checkout/accounts/views.py",
        "        return HttpResponseRedirect(then)\n",
        "        return redirect(then)\n",
        "tests/pharmacy/test_staff_door.py::"
        "test_the_second_step_leads_on_to_the_page_that_was_asked_for[evil-evil]",
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
    Guard(
        "no method but GET and POST does anything",
        ENTRANCE,
        "    return personal(asks(answered))\n",
        "    return personal(answered)\n",
        "tests/attacks/test_methods.py::test_no_method_but_get_and_post_does_anything",
    ),
)
