"""What is read of a request before it is looked at."""

from time import monotonic

from adapters.http.incoming import DEADLINE, LONGEST_REQUEST, deadline_of


def test_a_requests_time_begins_when_its_server_says() -> None:
    assert deadline_of({DEADLINE: 17.0}).ends_at == 17.0


def test_elsewhere_it_begins_when_the_request_is_handed_over() -> None:
    deadline = deadline_of({})

    assert LONGEST_REQUEST - 1 < deadline.seconds_left <= LONGEST_REQUEST
    assert deadline.monotonic is monotonic
