"""Values that nothing can have, field by field; texts that are no JSON; queries that mean nothing."""

from dataclasses import dataclass
from typing import Any

NOT_JSON = {
    "nothing": b"", "half": b'{"name": "App"', "no quotes": b"{name: 1}", "two": b"{} {}", "text": b"name=App",
    "not UTF-8": b'{"name": "\xff\xfe"}', "UTF-16": '{"name": "App"}'.encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf{}",
    "a control character": b'{"name": "A\x00pp"}', "deep": b"[" * 5_000 + b"]" * 5_000,
    "deep objects": b'{"a":' * 5_000 + b"1" + b"}" * 5_000, "a huge number": b'{"name": ' + b"9" * 5_000 + b"}",
    "a comment": b"{} // really", "a trailing comma": b'{"a": 1,}', "single quotes": b"{'a': 1}",
}  # fmt: skip
NO_OBJECT: dict[str, object] = {
    "a list": [], "a text": "x", "a number": 1, "true": True, "null": None, "a list of bodies": [{}],
}  # fmt: skip
TYPES: dict[str, str] = {
    "none": "", "text": "text/plain", "form": "application/x-www-form-urlencoded", "multipart": "multipart/form-data",
    "latin": "application/json; charset=latin-1", "patch": "application/merge-patch+json",
}  # fmt: skip


@dataclass(frozen=True)
class Wrong:
    """A field of a route's body, and values that it cannot have."""

    route: str
    field: str
    values: tuple[object, ...]


LOOK_ALIKES = ("аcme", "acme\u200b", "ａcme", "acmе", "ac\u0301me", "ACME", "-acme", "acme-", "ac me", "", "a" * 64)
ADDRESSES = (
    "", "x", "@acme.example", "x@", "x@acme", "x y@acme.example", "x@аcme.example", "х@acme.example", "x@acme..example",
    "x@acme.example\n", "x\u0000@acme.example", "x" * 65 + "@acme.example", "x@-acme.example", f"x@{'a' * 260}.example",
    "x@acme.example,y@acme.example",
)  # fmt: skip
NAMES = (
    "",
    " ",
    "a\u0000b",
    "a\nb",
    "a\u001bb",
    "\u202egnp.exe",
    "a\u200bb",
    " a",
    "a ",
    "a" * 101,
    "a\u2028b",
    "\ufeffa",
    "\u00a0",
    "a\u3000",
    "\u2800",
    "\u3164",
    "a\U000e0041",
)
TEXTS_OF_NO_TYPE: tuple[Any, ...] = (1, 1.5, True, [], {}, ["x"])
IDS = ("", "PRJ_1", "prj-1", "prj_1/../prj_2", "prj_1\u0000", "a" * 65, "prj_é", *TEXTS_OF_NO_TYPE)
NUMBERS_OF_NO_TYPE: tuple[Any, ...] = ("1", True, [], {}, "NaN")
TIMES: tuple[Any, ...] = (
    "", "now", "2026-03-10", "2026-03-10T12:00:00", "2026-13-10T12:00:00Z", "2026-02-30T12:00:00Z",
    "0001-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-23:59",
    "10000-01-01T00:00:00Z", "2026-03-10T25:00:00Z", 1_773_144_000, True, {},
)  # fmt: skip
ELSEWHERE: tuple[Any, ...] = (
    "", "x", "/docs", "//localhost:8000/docs", "https://evil.example", "https://localhost:8000/docs",
    "http://localhost/docs", "http://localhost:80/docs", "http://localhost:8000@evil.example/docs",
    "http://user@localhost:8000/docs", "http://localhost:8000.evil.example/", "http://evil.example/http://localhost:8000",
    "http://evil.example\\@localhost:8000/", "http:\\\\localhost:8000", "http:localhost:8000", "http:///docs",
    "http://localhost:8000 /", "http://localhost:8000/\r\nSet-Cookie:a=b", "http://localhost:8000/\u0000",
    "http://localhost:99999/", "http://localhost:x/", "http://[::1/", "javascript:alert(1)", "data:text/html,x",
    "ftp://localhost:8000/", "HTTP://localhost:8000/", " http://localhost:8000/", "http://localhost:8000/é",
    "http://localhost:8000/" + "a" * 2048,
)  # fmt: skip

WRONG = (
    Wrong("create_project", "/name", (*NAMES, *TEXTS_OF_NO_TYPE, None)),
    Wrong("create_project", "/slug", (*LOOK_ALIKES, *TEXTS_OF_NO_TYPE, None)),
    Wrong("create_project", "/type", ("desktop", "WEB", "", *TEXTS_OF_NO_TYPE, None)),
    Wrong("create_project", "/environment", ("prod", "", *TEXTS_OF_NO_TYPE, None)),
    Wrong("create_project", "/description", ("a\u0000", "a" * 2001, "\u202e", *TEXTS_OF_NO_TYPE)),
    Wrong("create_project", "/tags", ("x", {}, 1, ["ok"] * 51)),
    Wrong("create_project", "/tags/0", tuple([bad] for bad in ("", "a\n", "a" * 51, 1))),
    Wrong("create_project", "/team", ("x", {}, 1)),
    Wrong("create_project", "/team/0/role", ([{"user_id": "usr_1", "role": "boss"}],)),
    Wrong("create_project", "/team/1/user_id", ([{"user_id": "usr_1", "role": "lead"}] * 2,)),
    Wrong("sign_up", "/slug", (*LOOK_ALIKES, *TEXTS_OF_NO_TYPE, None)),
    Wrong("sign_up", "/owner_email", (*ADDRESSES, *TEXTS_OF_NO_TYPE, None)),
    Wrong("sign_up", "/plan", ("gold", "enterprise", "", "FREE", *TEXTS_OF_NO_TYPE)),
    Wrong("sign_up", "/name", (*NAMES, *TEXTS_OF_NO_TYPE, None)),
    Wrong("invite_user", "/email", (*ADDRESSES, *TEXTS_OF_NO_TYPE, None)),
    Wrong("invite_user", "/role", ("boss", "", *TEXTS_OF_NO_TYPE)),
    Wrong("invite_user", "/projects/0", tuple([bad] for bad in IDS)),
    Wrong("invite_users", "/invitations", ([], [{"email": "x@acme.example"}] * 101, {}, "x", None)),
    Wrong("create_projects", "/projects", ([], [{"name": "x"}] * 101, {}, "x", None)),
    Wrong("update_projects", "/projects", ([], [{"project_id": "prj_1"}] * 101, {}, "x", None)),
    Wrong("update_projects", "/projects/0/project_id", tuple([{"project_id": bad}] for bad in (*IDS, None))),
    Wrong("update_projects", "/projects/0/team/1/user_id", (
        [{"project_id": "prj_1", "team": [{"user_id": "usr_1", "role": "lead"}] * 2}],
    )),
    Wrong("update_users", "/users", ([], [{"user_id": "usr_1"}] * 101, {}, "x", None)),
    Wrong("update_user", "/status", ("invited", "gone", *TEXTS_OF_NO_TYPE)),
    Wrong("transfer_ownership", "/user_id", (*IDS, None)),
    Wrong("change_settings", "/session_timeout", (4, 1441, -1, 10**30, 5.5, *NUMBERS_OF_NO_TYPE)),
    Wrong("change_settings", "/require_mfa", ("true", 1, 0, [])),
    Wrong("change_settings", "/default_role", ("owner", "boss", 1)),
    Wrong("change_settings", "/allowed_domains/0", (["а.example"], ["x y"], ["@acme"], [1], [""])),
    Wrong("change_settings", "/ip_allowlist/0", (["x"], ["10.0.0.1/8"], ["300.0.0.0/8"], [1], [None], [""])),
    Wrong("change_settings", "/overage", ({"enabled": True}, "yes", [])),
    Wrong("change_settings", "/overage/spend_cap_cents", tuple(
        {"enabled": True, "spend_cap_cents": bad} for bad in (-1, 10**9, 1.5, "1", 10**30)
    )),
    Wrong("choose_plan", "/plan", ("gold", "enterprise", "", "FREE", "a" * 41, *TEXTS_OF_NO_TYPE, None)),
    Wrong("preview_plan", "/plan", ("gold", "enterprise", "", *TEXTS_OF_NO_TYPE, None)),
    Wrong("open_checkout", "/plan", ("gold", "enterprise", "free", "", *TEXTS_OF_NO_TYPE, None)),
    Wrong("open_checkout", "/return_url", (*ELSEWHERE, *TEXTS_OF_NO_TYPE)),
    Wrong("open_portal", "/return_url", (*ELSEWHERE, *TEXTS_OF_NO_TYPE)),
    Wrong("create_api_key", "/scopes", ([], "read:usage", {}, None)),
    Wrong("create_api_key", "/scopes/0", (["rule:world"], ["READ:USAGE"], [1])),
    Wrong("create_api_key", "/rate_limit", (0, -1, 10_000_001, 1.5, 10**30, *NUMBERS_OF_NO_TYPE)),
    Wrong("create_api_key", "/expires_at", (*TIMES, "2026-03-10T11:59:59Z")),
    Wrong("rotate_api_key", "/overlap_seconds", (-1, 10**9, 0.5, *NUMBERS_OF_NO_TYPE)),
    Wrong("record_usage", "/quantity", (
        -1, 0.5, -0.5, 10**15 + 1, 10**30, 1e300, float("nan"), float("inf"), float("-inf"), *NUMBERS_OF_NO_TYPE, None,
    )),
    Wrong("record_usage", "/type", ("calls", "", "API_CALL", *TEXTS_OF_NO_TYPE, None)),
    Wrong("record_usage", "/project_id", (*IDS, None)),
    Wrong("record_usage", "/record_id", ("", "é", "a\u0000", "a\nb", "a" * 129, *TEXTS_OF_NO_TYPE)),
    Wrong("record_usage", "/timestamp", (*TIMES, "2026-03-10T12:05:01Z", "9997-01-01T00:00:00Z")),
    Wrong("record_usage", "/metadata", (
        "x", [], 1, {f"k{n}": "v" for n in range(51)},
        {f"{n}": "v" * 511 for n in range(8)} | {"x": ""}, {f"{n}": "\u0663" * 256 for n in range(8)},
    )),
    Wrong("record_usage", "/metadata/k", tuple({"k": bad} for bad in (1, None, True, ["v"], "a\u0000", "a" * 513))),
    Wrong("record_batch", "/records", ([], [{}] * 1_001, {}, "x", None)),
    Wrong("log_in", "/email", (*ADDRESSES, *TEXTS_OF_NO_TYPE, None)),
    Wrong("log_in", "/password", ("", "a" * 129, *TEXTS_OF_NO_TYPE, None)),
    Wrong("accept_invitation", "/password", ("short", "a" * 129, *TEXTS_OF_NO_TYPE)),
    Wrong("accept_invitation", "/token", ("", "a b", "é", "a" * 513, *TEXTS_OF_NO_TYPE, None)),
    Wrong("refresh_session", "/refresh_token", ("", "a b", *TEXTS_OF_NO_TYPE, None)),
)  # fmt: skip
EACH = [(wrong.route, wrong.field, value) for wrong in WRONG for value in wrong.values]

QUERIES = {
    "list_users": ("role=boss", "status=gone", "limit=0", "limit=201", "limit=x", "limit=1.5", "cursor=", "page=2",
                   "project_id=PRJ", "limit=1&limit=2", "limit=", "role=", "limit=%00", "limit=1e3"),
    "query_audit": ("start_date=2026-02-30", "start_date=yesterday", "end_date=0000-01-01", "end_date=9999-12-31",
                    "start_date=1969-12-31", "start_date=2026-03-02&end_date=2026-03-01", "action=%0A", "user_id=%00",
                    "start_date=20260301", "start_date=2026-W10-1", "start_date=1772323200", "resource_type="),
    "report_usage": ("billing_cycle=2026-13", "billing_cycle=2026-3", "billing_cycle=0001-01", "billing_cycle=9999-01",
                     "billing_cycle=", "billing_cycle=2026-03-01", "billing_cycle=٢٠٢٦-٠٣", "cycle=2026-03"),
    "list_resources": ("", "project_id=", "type=calls&project_id=prj_1", "project_id=prj_1&start_date=x"),
    "report_project_usage": ("start_date=2020-01-01&end_date=2026-01-01", "include=resources"),
    "read_project": ("include=everything", "include=", "include=resources&include=resources"),
    "read_organization": ("x=1", "%ff=%fe", "=", "x"),
}  # fmt: skip
ASKED = [(name, query) for name, queries in QUERIES.items() for query in queries]
BAD_CURSORS = ("x", "====", "AAAA", "é", "A" * 100, "%00")
