"""Who gets into which account, and what comes along: the guards."""

from tests.guard import Guard

ACTIONS, MERGING = "checkout/accounts/actions.py", "checkout/accounts/merging.py"
ADAPTER, KEEPING = "checkout/accounts/adapter.py", "checkout/accounts/keeping.py"
VIEWS, CURRENT = "checkout/accounts/views.py", "checkout/basket/current.py"
SIGN_IN, MODELS = "pharmacy/sign_in.py", "checkout/accounts/models.py"
TESTS = "tests/checkout/accounts"

ACCOUNTS_GUARDS = (
    Guard(
        "nobody is signed in under an address that was not confirmed",
        SIGN_IN,
        'ACCOUNT_EMAIL_VERIFICATION = "mandatory"',
        'ACCOUNT_EMAIL_VERIFICATION = "optional"',
        f"{TESTS}/test_sign_in.py::"
        "test_without_a_confirmed_address_nobody_gets_in_and_a_new_link_comes",
    ),
    Guard(
        "an address that was taken meanwhile gets the same answer",
        "checkout/accounts/sign_in_forms.py",
        "        except IntegrityError:\n",
        "        except ZeroDivisionError:\n",
        f"{TESTS}/test_sign_in.py::"
        "test_who_signs_up_with_an_address_just_taken_is_told_nothing_else",
    ),
    Guard(
        "a sign-in leads nowhere but to our own pages",
        ADAPTER,
        "        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)\n",
        "        return True\n",
        f"{TESTS}/test_sign_in.py::test_a_sign_in_leads_nowhere_but_to_our_own_pages",
    ),
    Guard(
        "links in mails are the shop's own whatever host was asked",
        ADAPTER,
        '    return f"{settings.SITE_URL}{urlsplit(address).path}"\n',
        "    return address\n",
        f"{TESTS}/test_sign_in.py::test_links_in_mails_are_the_shops_own_whatever_host_was_asked",
    ),
    Guard(
        "tries are counted for all processes",
        "pharmacy/settings.py",
        '"BACKEND": "django.core.cache.backends.db.DatabaseCache"',
        '"BACKEND": "django.core.cache.backends.locmem.LocMemCache"',
        f"{TESTS}/test_shared_tries.py::test_five_wrong_passwords_in_another_process_are_five_here",
    ),
    Guard(
        "a live shop knows what stands before it",
        "pharmacy/refusals.py",
        "        at.LIVE and at.ALLAUTH_TRUSTED_PROXY_COUNT == 0,\n",
        "        False,\n",
        "tests/pharmacy/test_settings.py::test_a_live_shop_refuses_what_cannot_be_right",
    ),
    Guard(
        "nobody is refused for where they seem to come from",
        ADAPTER,
        "except (ImproperlyConfigured, PermissionDenied):",
        "except ImproperlyConfigured:",
        f"{TESTS}/test_client_address.py::"
        "test_who_comes_through_a_socket_of_this_machine_is_not_refused",
    ),
    Guard(
        "what is sent for a passkey may be anything",
        "checkout/accounts/passkey_forms.py",
        "    except ODD as odd:\n",
        "    except ZeroDivisionError as odd:\n",
        f"{TESTS}/test_odd_passkeys.py::test_nobody_is_signed_in",
    ),
    Guard(
        "no empty passkey is kept",
        "checkout/accounts/passkey_forms.py",
        "    if not read or not isinstance(read, dict):\n",
        "    if False:\n",
        f"{TESTS}/test_odd_passkeys.py::test_none_is_added",
    ),
    Guard(
        "a password a stranger chose opens nothing",
        ADAPTER,
        "            actions.void_password(account)\n",
        "            pass\n",
        f"{TESTS}/test_confirming.py::"
        "test_a_password_a_stranger_chose_opens_nothing_once_the_address_is_confirmed",
    ),
    Guard(
        "a stranger's name is not put into somebody's account",
        ADAPTER,
        "        if strangers:\n            self.add_message",
        "        if False:\n            self.add_message",
        f"{TESTS}/test_keeping.py::"
        "test_a_link_opened_in_another_browser_keeps_the_order_and_not_whose_it_says_it_is",
    ),
    Guard(
        "an address that is only wished for opens nothing",
        "checkout/accounts/sign_in_forms.py",
        "        self.users = [user for user in self.users if user.email == email.lower()]\n",
        "",
        f"{TESTS}/test_confirming.py::test_an_address_an_account_only_wishes_for_does_not_open_it",
    ),
    Guard(
        "no address is confirmed for two accounts",
        ADAPTER,
        "        if is_used(email, besides=account.pk):\n",
        "        if False:\n",
        f"{TESTS}/test_confirming.py::"
        "test_an_address_of_another_account_is_not_confirmed_for_a_second",
    ),
    Guard(
        "a taken address costs a hash, too",
        "checkout/accounts/sign_in_forms.py",
        '            User().set_password(self.cleaned_data["password1"])\n',
        "            pass\n",
        f"{TESTS}/test_confirming.py::test_a_taken_address_costs_as_many_hashes_as_a_free_one",
    ),
    Guard(
        "looking at a link signs nobody out",
        "checkout/accounts/entrance.py",
        '        if self.request.method == "POST":\n',
        "        if True:\n",
        f"{TESTS}/test_sign_in.py::test_looking_at_a_link_signs_nobody_out",
    ),
    Guard(
        "an account that is opened is not forgotten meanwhile",
        "checkout/accounts/closing.py",
        'never.select_for_update(of=["self"])',
        "never",
        f"{TESTS}/test_closing.py::test_an_account_that_is_opened_at_that_moment_stays",
    ),
    Guard(
        "a passkey is good for the shop's own host",
        "checkout/accounts/second_factor.py",
        "urlsplit(settings.SITE_URL).hostname",
        'super().get_public_key_credential_rp_entity()["id"]',
        f"{TESTS}/test_second_step.py::"
        "test_a_passkey_is_asked_for_where_there_is_one_and_for_the_shops_own_host",
    ),
    Guard(
        "an address staff have changed ends the account's sessions",
        "checkout/accounts/admin.py",
        "            self.instance.sessions.all().delete()\n",
        "",
        f"{TESTS}/test_admin.py::test_an_address_staff_have_changed_is_confirmed_anew",
    ),
    Guard(
        "a new password ends every session",
        MODELS,
        "            self.sessions.all().delete()\n",
        "            pass\n",
        f"{TESTS}/test_sign_in.py::test_a_new_password_ends_whoever_was_signed_in",
    ),
    Guard(
        "admin has no sign-in of its own",
        "pharmacy/staff_site.py",
        '        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))\n',
        "        return super().login(request, extra_context)\n",
        f"{TESTS}/test_second_step.py::test_admin_has_no_sign_in_of_its_own",
    ),
    Guard(
        "the demo's accounts open nothing in a live shop",
        ADAPTER,
        "        if settings.LIVE and is_demo_staff(user):\n",
        "        if False:\n",
        "tests/catalog/demo/test_staff.py::"
        "test_demo_staff_left_in_a_database_do_not_even_sign_in_to_a_live_shop",
    ),
    Guard(
        "secrets of second steps lie sealed",
        "checkout/accounts/second_factor.py",
        "        return keys().encrypt(text.encode()).decode()\n",
        "        return text\n",
        f"{TESTS}/test_second_step.py::test_secrets_lie_sealed_in_the_database",
    ),
    Guard(
        "an account's cart is its own person's alone",
        CURRENT,
        "    return int(basket_id) if basket_id and not is_anothers else None\n",
        "    return int(basket_id) if basket_id else None\n",
        f"{TESTS}/test_merging.py::test_an_accounts_cookie_copied_into_another_browser_is_no_cart",
    ),
    Guard(
        "an account's cart is never brought into another",
        MERGING,
        "guests is None or guests.owner_id is not None or not",
        "guests is None or not",
        f"{TESTS}/test_merging.py::test_an_accounts_cart_is_never_brought_whatever_names_it",
    ),
    Guard(
        "a cart that comes along obeys the rules of carts",
        MERGING,
        "            save_checked(into or line)\n",
        "            (into or line).save()\n",
        f"{TESTS}/test_merging.py::test_what_does_not_fit_stays_out_and_is_said",
    ),
    Guard(
        "a guest's cart comes along once",
        MERGING,
        "    guests = locked_cart(guest_basket_id)\n",
        '    guests = Basket.objects.filter(pk=guest_basket_id, status="Open").first()\n',
        f"{TESTS}/test_merging.py::"
        "test_two_sign_ins_with_the_same_guests_cart_bring_its_packs_once",
    ),
    Guard(
        "an account has one open cart",
        "checkout/basket/actions.py",
        "    carts = Basket.objects.select_for_update()\n"
        "    return carts.get_or_create(owner_id=owner_id, status=Basket.OPEN)[0]\n",
        "    return Basket.objects.create(owner_id=owner_id)\n",
        f"{TESTS}/test_merging.py::test_an_accounts_first_pack_makes_its_cart",
    ),
    Guard(
        "an account fills no cart but its own",
        "checkout/basket/actions.py",
        "    return basket if basket and basket.owner_id == owner_id else new_cart(owner_id)\n",
        "    return basket or new_cart(owner_id)\n",
        f"{TESTS}/test_merging.py::"
        "test_an_account_fills_no_cart_but_its_own_whatever_names_another",
    ),
    Guard(
        "only what was told for the cart that comes along opens its packs",
        "checkout/consultation/begun.py",
        'if instead_of is not None and _kept(request).get("cart") == instead_of:',
        "if True:",
        "tests/checkout/consultation/test_consultation.py::"
        "test_a_consultation_for_an_ordered_cart_opens_no_packs_of_the_accounts_next",
    ),
    Guard(
        "only what this session told of a patient comes along",
        "checkout/accounts/arriving.py",
        "told = guests is not None and progress.is_teller(request, guests)",
        "told = True",
        f"{TESTS}/test_merging.py::test_what_somebody_else_told_for_a_cart_stays_behind",
    ),
    Guard(
        "signing out leaves no cart in the browser",
        "checkout/accounts/entrance.py",
        "    leave_no_cart(response)\n",
        "",
        f"{TESTS}/test_merging.py::test_signing_out_leaves_no_cart_in_the_browser",
    ),
    Guard(
        "only a confirmed address claims an order",
        ACTIONS,
        'account.emailaddress_set.filter(verified=True).values("email")',
        'account.emailaddress_set.values("email")',
        f"{TESTS}/test_claims.py::test_changing_to_somebody_elses_address_claims_nothing",
    ),
    Guard(
        "only the order's own address claims it",
        ACTIONS,
        "mine = guests.filter("
        'address__in=account.emailaddress_set.filter(verified=True).values("email"))',
        "mine = guests",
        f"{TESTS}/test_claims.py::test_another_address_claims_nothing",
    ),
    Guard(
        "only the browser that placed an order claims it",
        "checkout/accounts/arriving.py",
        "placed_here(request.session)",
        'request.session.get("orders", [])',
        f"{TESTS}/test_claims.py::test_an_order_that_was_only_opened_by_its_link_is_not_claimed",
    ),
    Guard(
        "an order is kept by whoever placed it alone",
        KEEPING,
        "        order.number in placed_here(request.session)\n        and ",
        "        ",
        f"{TESTS}/test_keeping.py::test_who_merely_has_the_link_is_offered_nothing",
    ),
    Guard(
        "an order is kept once its address is confirmed",
        ACTIONS,
        "        if has_confirmed(account, kept.order.guest_email):\n",
        "        if True:\n",
        f"{TESTS}/test_keeping.py::test_an_order_waits_for_its_own_address_and_no_other",
    ),
    Guard(
        "an account's pages are its own person's",
        VIEWS,
        "    return personal(login_required(view))\n",
        "    return personal(view)\n",
        f"{TESTS}/test_pages.py::test_a_page_is_its_owners_and_nobody_keeps_a_copy",
    ),
    Guard(
        "an address is its own person's",
        ACTIONS,
        "    return UserAddress.objects.filter(user=account)\n",
        "    return UserAddress.objects.all()\n",
        f"{TESTS}/test_pages.py::test_another_persons_address_is_not_there",
    ),
    Guard(
        "an account is deleted by whoever is there just now",
        VIEWS,
        "@reauthentication_required(allow_get=True)\n",
        "",
        f"{TESTS}/test_closing.py::test_without_the_password_nothing_is_deleted",
    ),
    Guard(
        "no browser remembers whose account is deleted",
        "checkout/accounts/closing.py",
        "    end_sessions(email=account.email, numbers=numbers, user_id=account.pk)\n",
        "",
        f"{TESTS}/test_closing.py::test_no_browser_remembers_the_person",
    ),
    Guard(
        "nobody waits whose account is deleted",
        "checkout/accounts/closing.py",
        "    Waiting.objects.of(account.email).delete()\n",
        "",
        f"{TESTS}/test_closing.py::test_nobody_waits_any_more",
    ),
    Guard(
        "an order that stays is no closed account's",
        "checkout/prescriptions/forgetting.py",
        "    account.orders.update(user=None)\n",
        "",
        f"{TESTS}/test_closing.py::"
        "test_an_order_that_stays_becomes_a_later_accounts_of_the_same_person",
    ),
    Guard(
        "staff's accounts are not deleted by themselves",
        "checkout/accounts/closing.py",
        "    if account.is_staff or account.is_superuser:\n",
        "    if False:\n",
        f"{TESTS}/test_closing.py::test_staff_are_not_deleted_here",
    ),
    Guard(
        "a deleted account leaves no way back in",
        "checkout/prescriptions/forgetting.py",
        "    account.emailaddress_set.all().delete()\n",
        "",
        f"{TESTS}/test_closing.py::test_an_account_goes_with_everything_about_its_person",
    ),
    Guard(
        "an address staff have typed is confirmed anew",
        "checkout/accounts/admin.py",
        "            self.instance.emailaddress_set.all().delete()\n",
        "            pass\n",
        f"{TESTS}/test_admin.py::test_an_address_staff_have_changed_is_confirmed_anew",
    ),
    Guard(
        "a found browser changes no address",
        SIGN_IN,
        "ACCOUNT_REAUTHENTICATION_REQUIRED = True",
        "ACCOUNT_REAUTHENTICATION_REQUIRED = False",
        f"{TESTS}/test_sign_in.py::test_a_found_browser_changes_no_address",
    ),
)
