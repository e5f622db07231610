"""Refuses where a model was changed and its migration not written. Looks at no database."""

import os
import sys
import tempfile
import warnings

import django
from django.core.management import call_command

with tempfile.TemporaryDirectory() as folder:
    os.environ["SANZE_HOME"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "sanze.config.settings"
    warnings.filterwarnings("ignore", message="Got an error checking a consistent migration history")
    django.setup()
    try:
        call_command("makemigrations", check_changes=True, dry_run=True, verbosity=1)
    except SystemExit as found:
        sys.exit(found.code)
