"""Taking a ledger out of the house as a file is an act as well."""

from sanze.foundation.acts.command import command
from sanze.foundation.capabilities import Capability
from sanze.foundation.scope.actor import Actor


@command(grant="ledgers.export", title="导出台账", capability=Capability.SEALED_ACTS)
def export(actor: Actor, subject: None, *, ledger: str, filters: dict[str, str], rows: int) -> None:
    """Put on record that a ledger was exported: which one, with which filters, how many rows."""
