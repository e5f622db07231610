"""`python -m tests.bench`: a durable PostgreSQL of its own, and every measure in a process that has no other."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from sanze.foundation.database.ephemeral import ephemeral

COURSE = "import django; django.setup(); from tests.bench.course import main; main()"


def main() -> int:
    """Run the course with the given arguments; its exit code."""
    with ephemeral(fsync=True) as address, TemporaryDirectory(prefix="sanze-bench.") as home:
        surroundings = os.environ | {
            "DJANGO_SETTINGS_MODULE": "sanze.config.settings",
            "SANZE_DATABASE_URL": address,
            "SANZE_HOME": home,
            "PYTHONPATH": os.pathsep.join([str(Path.cwd()), os.environ.get("PYTHONPATH", "")]),
        }
        return subprocess.run([sys.executable, "-c", COURSE, *sys.argv[1:]], env=surroundings).returncode


if __name__ == "__main__":
    sys.exit(main())
