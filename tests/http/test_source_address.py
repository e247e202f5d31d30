"""Whose address a request comes from, where proxies speak for callers."""

from ipaddress import ip_network

import pytest

from tests.http.site import Site, slug_of

HERE = "192.0.2.7"
PROXY = "10.0.0.1"
UNKNOWN = None
OFFICE = "203.0.113.0/24"
PROXIES = (ip_network("10.0.0.0/8"), ip_network("fd00::/8"))


def address_of(peer: str, forwarded: str | None) -> str | None:
    """Return the address that the audit log has of a request."""
    site = Site(trusted_proxies=PROXIES)
    org_id, owner, _ = site.sign_up("acme")
    path = f"/organizations/{org_id}"
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    owner.put(path, {"name": "X"}, headers=headers, environ_base={"REMOTE_ADDR": peer})
    [event] = owner.listed(f"{path}/audit?action=organization.updated")
    address: str | None = event["source_address"]
    return address


@pytest.mark.parametrize(
    ("peer", "forwarded", "believed"),
    [
        (HERE, None, HERE),
        (HERE, "", HERE),
        (HERE, "203.0.113.9", HERE),
        (HERE, "garbage", HERE),
        ("::ffff:192.0.2.7", None, HERE),
        ("2001:DB8:0::9", None, "2001:db8::9"),
        (PROXY, None, PROXY),
        (PROXY, "203.0.113.9", "203.0.113.9"),
        (PROXY, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (PROXY, "203.0.113.9,10.0.0.2", "203.0.113.9"),
        (PROXY, "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        (PROXY, "garbage, 203.0.113.9", "203.0.113.9"),
        (PROXY, "2001:db8::9", "2001:db8::9"),
        ("fd00::1", "2001:db8::9", "2001:db8::9"),
        ("::ffff:10.0.0.1", "203.0.113.9", "203.0.113.9"),
        (PROXY, "203.0.113.9, ::ffff:10.0.0.2", "203.0.113.9"),
    ],
)
def test_a_trusted_proxy_tells_the_address(peer: str, forwarded: str | None, believed: str) -> None:
    assert address_of(peer, forwarded) == believed


@pytest.mark.parametrize(
    ("forwarded", "believed"),
    [
        ("203.0.113.9:51234", "203.0.113.9"),
        ("[2001:db8::9]:443", "2001:db8::9"),
        ("[2001:db8::9]", "2001:db8::9"),
        ("203.0.113.9, 10.0.0.2:8080", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("[::ffff:203.0.113.9]:443", "203.0.113.9"),
        ("\t203.0.113.9 ", "203.0.113.9"),
    ],
)
def test_ports_are_taken_off_and_mapped_addresses_are_those_of_ipv4(forwarded: str, believed: str) -> None:
    assert address_of(PROXY, forwarded) == believed


@pytest.mark.parametrize(
    "forwarded",
    [
        "", " ", ",", "garbage", "é", "unknown", "203.0.113.9, ", "203.0.113.9, garbage",
        "203.0.113.9, garbage, 10.0.0.2",
        "203.0.113.9:", "203.0.113.9:x", "203.0.113.9:123456", "203.0.113.9:443:1", "[203.0.113.9]", "[2001:db8::9",
        "2001:db8::9]:443", "[2001:db8::9]443", "203.0.113.09", "203.0.113", "fe80::1%eth0", "203.0.113.9\xa0",
        "203.0.113.9/32", '"203.0.113.9"', "1" * 60_000,
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_an_unknown_address(forwarded: str) -> None:
    assert address_of(PROXY, forwarded) is UNKNOWN


def test_no_allow_list_admits_an_unknown_address() -> None:
    site = Site(trusted_proxies=PROXIES)
    org_id, owner, _ = site.sign_up("acme", plan="pro")
    path = f"/organizations/{org_id}"
    inside = {"environ_base": {"REMOTE_ADDR": PROXY}, "headers": {"X-Forwarded-For": "203.0.113.9"}}
    changed = owner.put(f"{path}/settings", {"ip_allowlist": [OFFICE, "10.0.0.0/8", "::/0"]}, **inside)
    assert changed.status_code == 200, changed.text

    answer = owner.get(path, headers={"X-Forwarded-For": "é"}, environ_base={"REMOTE_ADDR": PROXY})

    assert (answer.status_code, slug_of(answer)) == (403, "ip-not-allowed")
    assert owner.get(path, **inside).status_code == 200
    assert owner.get(path, environ_base={"REMOTE_ADDR": PROXY}).status_code == 200


def test_nobody_at_an_unknown_address_makes_an_allow_list() -> None:
    site = Site(trusted_proxies=PROXIES)
    org_id, owner, _ = site.sign_up("acme", plan="pro")

    answer = owner.put(
        f"/organizations/{org_id}/settings",
        {"ip_allowlist": ["0.0.0.0/0"]},
        headers={"X-Forwarded-For": "garbage"},
        environ_base={"REMOTE_ADDR": PROXY},
    )

    assert (answer.status_code, slug_of(answer)) == (409, "conflict")


def test_all_unknown_addresses_are_one_source() -> None:
    site = Site(trusted_proxies=PROXIES, logins_per_minute=2)
    unknown = ("one", "two", "")
    body = {"password": "correct horse battery staple"}

    answers = [
        site.anyone.post(
            "/auth/login",
            {**body, "email": f"{index}@acme.example"},
            headers={"X-Forwarded-For": forwarded},
            environ_base={"REMOTE_ADDR": PROXY},
        ).status_code
        for index, forwarded in enumerate(unknown)
    ]

    assert answers == [401, 401, 429]


@pytest.mark.parametrize("network", ["::ffff:203.0.113.0/120", "::ffff:203.0.113.9"])
def test_a_mapped_network_of_an_allow_list_counts_as_one_of_ipv4(network: str) -> None:
    site = Site()
    org_id, owner, _ = site.sign_up("acme", plan="pro")
    path = f"/organizations/{org_id}"

    changed = owner.put(f"{path}/settings", {"ip_allowlist": [network]}, environ_base={"REMOTE_ADDR": "203.0.113.9"})

    assert changed.status_code == 200, changed.text
    assert owner.get(path, environ_base={"REMOTE_ADDR": "203.0.113.9"}).status_code == 200
    assert owner.get(path, environ_base={"REMOTE_ADDR": "::ffff:203.0.113.9"}).status_code == 200
    assert owner.get(path, environ_base={"REMOTE_ADDR": "203.0.114.9"}).status_code == 403


def test_a_proxy_may_be_named_by_its_mapped_network() -> None:
    site = Site(trusted_proxies=(ip_network("::ffff:10.0.0.0/104"),))
    org_id, owner, _ = site.sign_up("acme")
    path = f"/organizations/{org_id}"

    owner.put(path, {"name": "X"}, headers={"X-Forwarded-For": HERE}, environ_base={"REMOTE_ADDR": PROXY})

    [event] = owner.listed(f"{path}/audit?action=organization.updated")
    assert event["source_address"] == HERE
