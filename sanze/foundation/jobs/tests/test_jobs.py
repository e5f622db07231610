"""Jobs: asked for with the transaction, run once by workers, each run on record."""

import threading
import time
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test import RequestFactory
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from sanze.foundation.acts.models import Anchor
from sanze.foundation.jobs import tasks, views
from sanze.foundation.jobs.models import JobRun
from sanze.foundation.jobs.queries import failures, job_lines, waiting, worker_alive
from sanze.foundation.jobs.queue import defer
from sanze.foundation.jobs.registry import JOBS, job
from sanze.foundation.jobs.rescue import CUT_OFF, rescue
from sanze.foundation.jobs.worker import run_worker, work_off
from sanze.foundation.moment import now
from sanze.foundation.notices.models import Notice
from sanze.foundation.notices.tell import notify
from sanze.foundation.scope.actor import Actor


def note(now, title):
    """Leave a notice; for a job whose effect can be counted."""
    return notify([1], title=title, link="")


@pytest.mark.django_db(transaction=True)
def test_a_job_is_run_with_its_arguments_and_leaves_a_row(enlist):
    each = enlist(note)

    defer(each, title="做完了")
    work_off()

    assert Notice.objects.get().title == "做完了"
    run = JobRun.objects.get()
    assert (run.name, run.count, run.error, run.slot) == ("tests.note", 1, "", None)
    assert run.started <= run.done
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_asked_for_in_a_transaction_goes_back_with_it(enlist):
    each = enlist(note)

    with transaction.atomic():
        defer(each, title="不该发生")
        transaction.set_rollback(True)
    work_off()

    assert waiting() == 0
    assert not Notice.objects.exists()


@pytest.mark.django_db
def test_work_of_an_unknown_name_is_refused():
    before = waiting()

    with pytest.raises(KeyError):
        defer("tests.nobody")

    assert waiting() == before


def test_two_jobs_of_one_name_are_refused():
    @job(title="甲")
    def twice(now):
        return 0

    try:
        with pytest.raises(ValueError, match="two jobs"):
            job(title="乙")(twice.function)
    finally:
        del JOBS[twice.name]


@pytest.mark.django_db(transaction=True)
def test_a_job_that_fails_is_on_record_and_comes_again_later(enlist):
    def broken(now):
        raise RuntimeError("短信网关没有应答")

    defer(enlist(broken))
    work_off()

    run = JobRun.objects.get()
    assert (run.error, run.count) == ("RuntimeError: 短信网关没有应答", None)
    assert failures() == [run]
    again = ProcrastinateJob.objects.get()
    assert (again.status, again.attempts) == ("todo", 1)
    assert again.scheduled_at > now() + timedelta(seconds=15)


@pytest.mark.django_db(transaction=True)
def test_a_worker_keeps_the_schedule_shows_signs_of_life_and_stops_when_told(enlist, settings):
    settings.SANZE_WORKER_HEARTBEAT = 0.2
    seen = []
    enlist(lambda_named("ticking", lambda now: seen.append(now)), every=timedelta(seconds=1))
    assert not worker_alive()

    with working():
        until(lambda: len(seen) >= 2)
        assert worker_alive(within_seconds=5)
        first = ProcrastinateWorker.objects.get().last_heartbeat
        until(lambda: ProcrastinateWorker.objects.get().last_heartbeat > first)

    assert not worker_alive()
    assert not ProcrastinateWorker.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_run_each_slot_of_a_schedule_once(enlist):
    enlist(lambda_named("ticking", lambda now: 1), every=timedelta(seconds=1))

    with working(), working():
        until(lambda: JobRun.objects.filter(name="tests.ticking").count() >= 4)

    slots = list(JobRun.objects.filter(name="tests.ticking").values_list("slot", flat=True))
    assert len(slots) == len(set(slots))


@pytest.mark.django_db(transaction=True)
def test_a_worker_comes_back_after_its_connections_were_cut(enlist, settings):
    settings.SANZE_WORKER_HEARTBEAT = 0.2
    each = enlist(note)

    with working():
        until(worker_alive)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        defer(each, title="断线以后")
        until(lambda: Notice.objects.filter(title="断线以后").exists())
        until(worker_alive)


@pytest.mark.django_db(transaction=True)
def test_a_slot_that_a_later_run_has_answered_is_passed_over(enlist):
    each = enlist(lambda_named("ticking", lambda now: 1), every=timedelta(minutes=1))
    slot = int(now().timestamp()) - 60

    for _ in range(2):
        defer(each, timestamp=slot)
    work_off()

    assert JobRun.objects.filter(name=each.name).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_job_that_keeps_killing_its_worker_is_put_aside(enlist):
    number = defer(enlist(note), title="x")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', attempts = 5 WHERE id = %s", [number])
    JobRun.objects.create(name="tests.note", queue_id=number, started=now())

    assert rescue(now(), 30) == 1

    assert ProcrastinateJob.objects.get().status == "failed"
    assert JobRun.objects.get().error == CUT_OFF


@pytest.mark.django_db(transaction=True)
def test_a_job_of_a_living_worker_is_left_to_it(enlist):
    number = defer(enlist(note), title="x")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
        [worker] = cursor.fetchone()
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", [worker])

    assert rescue(now(), 30) == 0
    assert ProcrastinateJob.objects.get(pk=number).status == "doing"


@pytest.mark.django_db
def test_the_house_drops_anchors_and_clears_what_is_old():
    Session.objects.create(session_key="old", session_data="", expire_date=now() - timedelta(days=1))
    Session.objects.create(session_key="new", session_data="", expire_date=now() + timedelta(days=1))
    JobRun.objects.create(name="x", started=now() - timedelta(days=91))
    kept = JobRun.objects.create(name="x", started=now() - timedelta(days=89))

    assert tasks.anchor_seals(now()) == 1
    assert tasks.clear_sessions(now()) == 1
    assert tasks.forget_old_runs(now()) == 1

    assert Anchor.objects.count() == 1
    assert Session.objects.get().session_key == "new"
    assert JobRun.objects.get() == kept


def test_what_the_house_owes_is_on_the_schedule():
    planned = {name: each.words for name, each in JOBS.items() if each.every}

    assert planned["jobs.anchor_seals"] == "每小时"
    assert planned["jobs.rescue_stalled"] == "每分钟"
    assert planned["jobs.clear_sessions"] == "每天 03:20"
    assert planned["notices.forget_old_notices"] == "每天 03:10"
    assert JOBS["evidence.make_thumbnail"].every is None


@pytest.mark.django_db
def test_the_administrator_sees_last_run_next_run_and_errors():
    began = now()
    JobRun.objects.create(name="jobs.anchor_seals", started=began - timedelta(hours=1), done=began, error="旧的错误")
    JobRun.objects.create(name="jobs.anchor_seals", started=began, done=began, count=1)
    line = next(each for each in job_lines() if each.job.name == "jobs.anchor_seals")
    assert line.last.count == 1
    assert timedelta(0) < line.next - began <= timedelta(hours=1)

    shown = page(frozenset({"jobs.read"}))

    assert "行为印记锚点" in shown
    assert "旧的错误" in shown
    assert "没有运行中的工作进程" in shown


@pytest.mark.django_db
def test_nobody_else_sees_the_page_of_jobs():
    with pytest.raises(PermissionDenied):
        page(frozenset({"notices.read"}))


def page(grants: frozenset) -> str:
    request = RequestFactory().get("/system/jobs/")
    request.actor = Actor("王敏", person_id=1, post_id=1, grants=grants, areas=("",))
    return views.jobs(request).content.decode()


def lambda_named(name, function):
    function.__name__ = name
    return function


class working:
    """A worker in a thread for as long as a block runs."""

    def __enter__(self):
        self.stop = threading.Event()
        self.thread = threading.Thread(target=run_worker, args=(1, self.stop))
        self.thread.start()

    def __exit__(self, *_):
        self.stop.set()
        self.thread.join(30)
        assert not self.thread.is_alive()


def until(holds, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.05)
