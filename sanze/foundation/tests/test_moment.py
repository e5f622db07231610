import threading
from datetime import UTC, date, datetime, timedelta

import pytest

from sanze.foundation.moment import SHANGHAI, fixed, now, today


def test_now_is_aware_and_close_to_the_system_clock():
    assert abs(now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_fixed_holds_the_present_and_gives_it_back():
    moment = datetime(2026, 3, 2, 9, 30, tzinfo=SHANGHAI)
    with fixed(moment) as held:
        assert now() == held == moment
    assert now() != moment


def test_fixed_blocks_nest():
    outer = datetime(2026, 3, 2, tzinfo=UTC)
    inner = datetime(2025, 1, 1, tzinfo=UTC)
    with fixed(outer):
        with fixed(inner):
            assert now() == inner
        assert now() == outer


def test_today_is_the_day_in_china_not_in_utc():
    with fixed(datetime(2026, 3, 1, 16, 0, tzinfo=UTC)):
        assert today() == date(2026, 3, 2)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="aware"), fixed(datetime(2026, 3, 1)):
        pass


def test_another_thread_keeps_the_real_time():
    seen = []
    with fixed(datetime(2001, 1, 1, tzinfo=UTC)):
        thread = threading.Thread(target=lambda: seen.append(now()))
        thread.start()
        thread.join()
    assert seen[0].year > 2001


def test_the_hold_ends_when_the_block_fails():
    with pytest.raises(RuntimeError), fixed(datetime(2001, 1, 1, tzinfo=UTC)):
        raise RuntimeError
    assert now().year > 2001
