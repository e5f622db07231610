"""The administrator's page of jobs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sanze.foundation.jobs.queries import failures, job_lines, waiting, worker_alive
from sanze.foundation.jobs.registry import JOBS
from sanze.foundation.scope.access import signed_in


@signed_in(grant="jobs.read")
def jobs(request: HttpRequest) -> HttpResponse:
    """Every job with its last run and its next, and the newest failures."""
    failed = [(run, JOBS[run.name].title if run.name in JOBS else run.name) for run in failures()]
    context = {"lines": job_lines(), "failed": failed, "alive": worker_alive(), "waiting": waiting()}
    return render(request, "jobs/jobs.html", context)
