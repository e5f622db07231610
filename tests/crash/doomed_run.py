"""One run of the clock up to the day given, as a program that can be killed."""

import sys
from datetime import date

import django

if __name__ == "__main__":
    django.setup()

    from sanze.foundation.moment import fixed
    from sanze.perform.duties.commands.creating import keep_up
    from sanze.perform.duties.commands.sweeping import sweep_until
    from sanze.perform.duties.tests import county

    day = date.fromisoformat(sys.argv[1])
    with fixed(county.at(day)):
        keep_up(day)
        sweep_until(day)
