"""Schedules: spans and cron lines, in China's time."""

from datetime import UTC, datetime, timedelta

import pytest

from sanze.foundation.jobs.schedule import LocalSchedule, cron_of, next_after, words_of
from sanze.foundation.moment import SHANGHAI


@pytest.mark.parametrize(
    ("every", "cron", "words"),
    [
        (timedelta(days=1), "0 0 * * *", "每天"),
        (timedelta(hours=1), "0 */1 * * *", "每小时"),
        (timedelta(hours=6), "0 */6 * * *", "每 6 小时"),
        (timedelta(minutes=15), "*/15 * * * *", "每 15 分钟"),
        (timedelta(seconds=5), "* * * * * */5", "每 5 秒"),
        ("20 3 * * *", "20 3 * * *", "每天 03:20"),
        ("5 * * * *", "5 * * * *", "每小时第 5 分"),
        ("0 8 * * 1", "0 8 * * 1", "按 0 8 * * 1"),
    ],
)
def test_a_span_or_a_line_becomes_a_cron_line_and_words(every, cron, words):
    assert (cron_of(every), words_of(every)) == (cron, words)


@pytest.mark.parametrize("every", [timedelta(minutes=7), timedelta(days=2), timedelta(0), "not a line", "99 3 * * *"])
def test_what_cannot_be_a_schedule_is_refused(every):
    with pytest.raises(ValueError, match=r"does not divide|no cron line"):
        cron_of(every)


def test_a_line_is_read_in_chinas_time():
    evening = datetime(2026, 11, 24, 18, tzinfo=UTC)  # 02:00 of the 25th in China

    assert next_after("20 3 * * *", evening) == datetime(2026, 11, 25, 3, 20, tzinfo=SHANGHAI)


def test_the_queue_reads_it_so_as_well():
    planned = LocalSchedule(task=None, cron="20 3 * * *", periodic_id="", configure_kwargs={})
    evening = datetime(2026, 11, 24, 18, tzinfo=UTC).timestamp()

    following = planned.croniter.get_next(ret_type=float, start_time=evening)
    assert datetime.fromtimestamp(following, SHANGHAI) == datetime(2026, 11, 25, 3, 20, tzinfo=SHANGHAI)
