"""YAML as both sandboxes read it: by the parser in C where there is one, ten times as quick."""

from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parsed(text: str) -> Any:  # noqa: ANN401 -- whatever somebody wrote
    """What the text says. Raises yaml.YAMLError where it is none."""
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 -- both loaders are the safe ones
