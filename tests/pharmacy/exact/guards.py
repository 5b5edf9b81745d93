"""What keeps a kept page from ever being another than it would be if it were made now."""

from tests.guard import Guard

ANSWERING, CHANGES = "pharmacy/exact/answering.py", "catalog/shown/changes.py"
FRESHNESS, DOOR = "pharmacy/exact/freshness.py", "pharmacy/exact/door.py"
AT_THE_DOOR = "tests/pharmacy/exact/test_door.py"
FRESH = (
    "tests/pharmacy/exact/test_freshness.py::"
    "test_no_page_is_ever_older_than_what_was_committed_before_it_was_asked_for"
)
ANSWERED = "tests/pharmacy/exact/test_answering.py"
EDGE = "tests/pharmacy/exact/test_edge.py"
NOTED = "tests/catalog/shown/test_changes.py"
NOTES = "catalog/shown/migrations/0001_changes_of_what_is_shown.py"

FRESHNESS_GUARDS = (
    Guard(
        "a kept page is held to what has changed since",
        FRESHNESS,
        "if unchanged(page.what, page.since, now=timezone.now()):",
        "if True:",
        FRESH,
    ),
    Guard(
        "a change committed after a later one is not missed",
        CHANGES,
        "AND by >= pg_snapshot_xmin(%s::pg_snapshot)",
        "AND by >= pg_snapshot_xmax(%s::pg_snapshot)",
        f"{ANSWERED}::"
        "test_a_change_that_began_before_a_page_was_made_and_ends_after_it_is_not_missed",
    ),
    Guard(
        "the database is looked at before a page is read",
        ANSWERING,
        "        response = self.get_response(request)\n",
        "        response = self.get_response(request)\n        since = look_before()\n",
        f"{ANSWERED}::test_a_change_while_a_page_is_made_is_not_missed",
    ),
    Guard(
        "what an open transaction sees is not kept",
        ANSWERING,
        "if not connection.in_atomic_block:",
        "if True:",
        f"{ANSWERED}::test_what_an_open_transaction_sees_is_not_kept",
    ),
    Guard(
        "what time alone changes ends a kept page",
        CHANGES,
        "    if now >= since.until:\n        return False\n",
        "",
        f"{ANSWERED}::test_what_time_alone_changes_shows_on_time",
    ),
    Guard(
        "a database put back from a backup makes every page anew",
        CHANGES,
        "SELECT {WHERE} = %s AND NOT",
        "SELECT %s IS NOT NULL AND NOT",
        f"{NOTED}::test_a_database_put_back_from_a_backup_is_not_compared_with_what_was_there",
    ),
    Guard(
        "a page many ask for is made by one",
        ANSWERING,
        "with self._locks[hash(key) % LOCKS]:",
        "if True:",
        f"{ANSWERED}::test_a_page_many_ask_for_at_once_is_made_once",
    ),
    Guard(
        "a page that does not read its address whole is not kept by it",
        ANSWERING,
        "if shows is None or not shows.by.issuperset(_names_in(key.query)):",
        "if shows is None:",
        f"{ANSWERED}::test_what_is_typed_into_an_address_is_answered_anew",
    ),
    Guard(
        "a closed shop answers nothing from memory",
        ANSWERING,
        "if key is None or is_closed():",
        "if key is None:",
        f"{ANSWERED}::test_a_shop_that_closes_answers_nothing_from_memory",
    ),
    Guard(
        "a closed shop answers nothing at its door",
        DOOR,
        " or is_closed():",
        ":",
        f"{ANSWERED}::test_a_shop_that_closes_answers_nothing_from_memory",
    ),
    Guard(
        "a host that is not the shop's is answered nothing from memory",
        "pharmacy/exact/pages.py",
        "        request.get_host()\n",
        "        pass\n",
        f"{ANSWERED}::test_another_host_than_the_shops_is_refused_as_ever",
    ),
    Guard(
        "who only sends something is answered nothing from memory",
        "pharmacy/exact/pages.py",
        'if request.method not in ("GET", "HEAD"):',
        "if False:",
        f"{AT_THE_DOOR}::test_whoever_does_not_only_look_asks_django",
    ),
    Guard(
        "a page over https is none over http",
        "pharmacy/exact/pages.py",
        "return Key(request.is_secure(), ",
        "return Key(True, ",
        f"{AT_THE_DOOR}::test_http_is_sent_to_https_whatever_is_kept",
    ),
    Guard(
        "a dead connection costs nobody a kept page",
        DOOR,
        "        except Unknown:\n",
        "        except NotImplementedError:\n",
        f"{AT_THE_DOOR}::test_a_connection_that_is_dead_costs_nobody_the_page",
    ),
    Guard(
        "a query is planned by the connection that is then asked",
        "catalog/prepared.py",
        "    with connection.cursor() as cursor:\n        _plan(statement)\n",
        "    connection.ensure_connection()\n"
        "    _plan(statement)\n"
        "    with connection.cursor() as cursor:\n",
        "tests/catalog/test_prepared.py::"
        "test_a_connection_that_is_dead_is_opened_anew_before_it_is_asked",
    ),
    Guard(
        "what is locked beforehand is locked in a transaction",
        "catalog/prepared.py",
        "if written.queryset.query.select_for_update and not connection.in_atomic_block:",
        "if False:",
        "tests/catalog/test_prepared.py::test_a_lock_without_a_transaction_is_refused",
    ),
    Guard(
        "what somebody entered is kept in no process",
        "checkout/templatetags/fields.py",
        "    if _says_something(bound):\n",
        "    if False:\n",
        "tests/checkout/templatetags/test_fields.py::"
        "test_what_somebody_entered_is_in_nobody_elses_form",
    ),
    Guard(
        "an address is decoded once",
        DOOR,
        "WSGIRequest(environ.copy())",
        "WSGIRequest(environ)",
        f"{AT_THE_DOOR}::test_an_address_in_any_letters_is_read_as_django_reads_it",
    ),
    Guard(
        "the door's connection is kept no longer than it may be",
        DOOR,
        "    connection.close_if_unusable_or_obsolete()\n",
        "",
        f"{AT_THE_DOOR}::test_a_connection_is_kept_no_longer_than_it_may_be",
    ),
    Guard(
        "a page that is not there is not kept",
        ANSWERING,
        "if response.status_code != 200 or",
        "if",
        f"{ANSWERED}::test_what_is_not_there_is_not_kept",
    ),
    Guard(
        "kept pages take no more room than there is",
        "catalog/memory.py",
        "while self._bytes > self._most_bytes:",
        "while False:",
        "tests/catalog/test_memory.py::test_the_least_used_goes_first",
    ),
    Guard(
        "a pack out of stock changes its page",
        NOTES,
        " AND pack.units <= row.units_on_hand - row.units_reserved ORDER BY pack.id)",
        " ORDER BY pack.id)",
        f"{ANSWERED}::test_units_that_are_sold_leave_a_page_alone_until_a_pack_is_out_of_stock",
    ),
    Guard(
        "a page that looked at its visitor is not kept",
        ANSWERING,
        ' or has_vary_header(response, "Cookie")',
        "",
        f"{ANSWERED}::test_a_page_that_looked_at_its_visitor_is_not_kept",
    ),
    Guard(
        "the HTML of a section is shown only while it is of its text",
        "catalog/medicine_reads.py",
        'is_kept = Q(html_of=mark_of_column("body"))',
        'is_kept = Q(html_of__gt="")',
        "tests/catalog/test_kept_html.py::"
        "test_a_text_that_was_changed_by_sql_is_never_shown_as_it_was",
    ),
    Guard(
        "a part is found by the values it shows",
        "catalog/templatetags/parts.py",
        "key = (name, get_language(), values)",
        "key = (name, get_language(), len(values))",
        "tests/catalog/templatetags/test_parts.py::test_other_values_are_shown_as_they_are",
    ),
    Guard(
        "a plan of another type of column is made anew",
        "catalog/prepared.py",
        "    except NotSupportedError:\n",
        "    except NotImplementedError:\n",
        "tests/catalog/test_prepared.py::test_a_column_of_another_type_is_planned_anew",
    ),
    Guard(
        "what says nothing of caches is kept by none that many share",
        "pharmacy/middleware.py",
        '        response.headers.setdefault("Cache-Control", "private, no-cache")\n',
        "",
        f"{EDGE}::test_no_cache_that_many_share_ever_keeps_what_is_somebodys_own",
    ),
    Guard(
        "what the shop lets others keep names no request",
        ANSWERING,
        "if not settings.EDGE_SECONDS:",
        "if True:",
        f"{EDGE}::test_every_page_that_is_the_same_for_everybody_may_be_kept_so_long",
    ),
    Guard(
        "a pack that comes or changes its size goes one by one with sales of its dosage",
        NOTES,
        "IN (SELECT dosage_id FROM {rows}) ORDER BY id FOR SHARE",
        "IN (SELECT dosage_id FROM {rows}) ORDER BY id",
        f"{NOTED}::test_a_pack_that_comes_while_units_are_sold_waits_for_the_sale_or_is_seen_by_it",
    ),
    Guard(
        "a table that is emptied changes every page",
        NOTES,
        "CREATE TRIGGER shown_follows_truncate AFTER TRUNCATE ON {table}",
        "CREATE TRIGGER shown_follows_truncate AFTER DELETE ON {table}",
        f"{NOTED}::test_a_table_that_is_emptied_has_changed_what_every_page_shows",
    ),
    Guard(
        "what moves changes the page where it was",
        NOTES,
        "changed AS ((TABLE was EXCEPT TABLE becomes) UNION ALL (TABLE becomes EXCEPT TABLE was))",
        "changed AS (TABLE becomes EXCEPT TABLE was)",
        f"{NOTED}::test_a_pack_that_moves_has_changed_where_it_was_and_where_it_is",
    ),
)
