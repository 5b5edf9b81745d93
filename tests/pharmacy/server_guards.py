"""What stands before the shop and around it: the guards."""

from tests.guard import Guard

CONF, NGINX = "pharmacy/nginx/shop.conf", "tests/pharmacy/test_nginx.py"
IMAGE = "tests/pharmacy/test_image.py"

SERVERS_GUARDS = (
    Guard(
        "a visitor sends so much at once and no more",
        CONF,
        "        limit_conn senders 4;\n",
        "",
        f"{NGINX}::test_a_visitor_sends_four_at_a_time_and_looks_at_as_many_pages_as_before",
    ),
    Guard(
        "all together send so much at once and no more",
        CONF,
        "        limit_conn everybody 64;\n",
        "",
        f"{NGINX}::test_what_all_send_at_once_has_room",
    ),
    Guard(
        "what is sent lies in no memory",
        CONF,
        "    client_body_temp_path /var/cache/nginx/bodies;\n",
        "",
        f"{NGINX}::test_what_all_send_at_once_has_room",
    ),
    Guard(
        "what nginx answers by itself is protected as the shop's answers are",
        CONF,
        "    error_page 413 /too-large.html;\n",
        "",
        f"{NGINX}::test_what_nginx_answers_by_itself_is_a_page_that_helps_and_protected[too large]",
    ),
    Guard(
        "a file of the new version is fetched from the server that has it",
        CONF,
        "        proxy_next_upstream error timeout http_404;\n",
        "",
        f"{NGINX}::test_a_file_that_one_server_has_not_comes_from_the_other",
    ),
    Guard(
        "nginx writes of nobody what was asked",
        CONF,
        "    error_log  /dev/null emerg;\n\n    # Who sends slowly",
        "    error_log  /dev/stderr crit;\n\n    # Who sends slowly",
        f"{NGINX}::test_no_log_of_nginx_names_who_asked_for_what",
    ),
    Guard(
        "mails go sealed through the internet",
        "pharmacy/env.py",
        "not sealed and not _is_near(",
        "False and not _is_near(",
        "tests/pharmacy/test_settings.py::test_a_live_shop_refuses_what_cannot_be_right",
    ),
    Guard(
        "a change of a table keeps no reader waiting for long",
        "pharmacy/migrating.py",
        "[str(WAITS_MS)]",
        '["0"]',
        "tests/pharmacy/test_migrating.py::"
        "test_a_change_of_a_table_waits_no_longer_than_its_readers_can",
    ),
    Guard(
        "an index that is made concurrently waits for whoever is at its table",
        "catalog/concurrently.py",
        '        cursor.execute("SET lock_timeout = 0")\n',
        "",
        "tests/catalog/test_concurrently.py::"
        "test_it_waits_for_who_is_at_the_table_whatever_others_wait",
    ),
    Guard(
        "the database is the last to go where memory is short",
        "compose.yaml",
        "    oom_score_adj: -500\n",
        "",
        f"{IMAGE}::test_what_takes_too_much_memory_ends_before_the_database",
    ),
)
