"""A regime written back as a package of one file, to be changed and sent in again."""

import yaml

from sanze.foundation.regime.schema import Regime

WIDTH = 110


def written(regime: Regime) -> str:
    """The whole regime as YAML, without what is left at its default. Reading it gives an equal regime."""
    content = regime.model_dump(mode="json", exclude_defaults=True)
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=WIDTH)
