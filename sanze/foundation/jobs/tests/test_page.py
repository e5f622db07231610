"""The administrator's page names every job and when it runs."""

import pytest
from django.test import Client
from django.utils.html import escape

from sanze.foundation.jobs.registry import JOBS
from tests import cast

pytestmark = pytest.mark.django_db


def test_every_job_is_named_with_its_hours_and_none_of_them_is_run(enlist):
    called = []

    def silent(now):
        called.append(now)

    enlist(silent)
    cast.enforce_regime()
    client = Client()
    cast.sign_in(client, cast.role("xitong", "田维", kind="admin_system", unit="大数据中心", title="系统管理员"))

    page = client.get("/system/jobs/").content.decode()

    assert all(f">{escape(each.title)}<" in page and f">{escape(each.words)}<" in page for each in JOBS.values())
    assert called == []
