"""Whether the installation is well: what a load balancer, a supervisor or a stranger may ask."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import Error
from django.http import HttpRequest, JsonResponse

from sanze.foundation.jobs.queries import worker_alive
from sanze.foundation.scope.access import open_route

WORKER_SILENT_AFTER_SECONDS = 90

open_route("healthz", "只说数据库、后台任务和数据库结构是否正常，不含业务数据")


def healthz(request: HttpRequest) -> JsonResponse:
    """200 when database, migrations and worker are well, else 503; which of them is said either way."""
    state = {"database": False, "migrations": False, "worker": False}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        state["database"] = True
        executor = MigrationExecutor(connection)
        state["migrations"] = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        state["worker"] = worker_alive(WORKER_SILENT_AFTER_SECONDS)
    except Error:
        pass
    well = all(state.values())
    return JsonResponse({"ok": well, **state}, status=200 if well else 503)
