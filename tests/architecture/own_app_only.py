"""An import contract: the private modules of an app are imported by that app alone."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class OwnAppOnly(Contract):
    """Each module named in `private` may be imported only from below the same app (its first `app_depth` names)."""

    private = fields.SetField(subfield=fields.StringField())
    app_depth = fields.IntegerField()

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        broken = []
        for module in sorted(graph.modules):
            parts = module.split(".")
            if len(parts) <= self.app_depth or parts[self.app_depth] not in self.private:
                continue
            app = parts[: self.app_depth]
            importers = graph.find_modules_that_directly_import(module)
            broken += [(each, module) for each in sorted(importers) if each.split(".")[: self.app_depth] != app]
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, module in check.metadata["broken"]:
            output.print_error(f"{importer} imports {module}, which is private to its app")
