"""Any county, city or district of the published divisions, loaded into the tree from the machine's console."""

from sanze.foundation.moment import today
from sanze.foundation.scope.actor import INSTALLER
from sanze.know.jurisdictions import commands, divisions
from sanze.know.jurisdictions.models import Area


def load_city(code: str) -> Area:
    """Load the county of that code with its townships and villages.

    Raises divisions.UnknownDivision with near ones, commands.AlreadyLoaded.
    """
    county = divisions.load(code)
    origin = divisions.source()
    told = f"{origin.publisher}，{origin.package} {origin.version}（{origin.as_of}）"
    areas = [[each.code, each.name] for each in county.walk()]
    return commands.load(INSTALLER, None, areas=areas, source=told, on=today())
