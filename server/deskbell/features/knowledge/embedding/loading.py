"""From the setting `embedder` to the operator's embedder: `package.module:factory`, or a file or folder of Python.

It is a setting of the process, never one of the desk: to name it is to run it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from deskbell.domain.errors import Unavailable
from deskbell.domain.retrieval import Embedder
from deskbell.features.knowledge.embedding.vectors import vectors_of

_FACTORY = "embedder"
"""What is called where the setting names no factory."""
_UNDER = "deskbell_operators_embedder"
"""The module's name for one that is found by its path."""
_PROBE = ("where is my order", "我的订单到哪里了")
_OR = "Mend it, or leave the setting `embedder` empty: the bot does without one."


def load(named: str) -> Embedder:
    """Raises `embedder_missing` where there is none of that name, `embedder_broken` where it does not work."""
    place, factory = _taken_apart(named)
    module = _ran(f"{place} cannot be imported", lambda: _imported(place))
    make = getattr(module, factory, None)
    if make is None:
        raise _missing(f"{place} has no {factory}.")
    made: Embedder = _ran(f"{named} cannot be made", make)
    if not isinstance(getattr(made, "name", None), str) or not callable(getattr(made, "embed", None)):
        raise _broken(f"{named} is no embedder: it has no `name`, or no `embed`.")
    _ran(f"{named} does not embed", lambda: vectors_of(made, _PROBE))
    return made


def _taken_apart(named: str) -> tuple[str, str]:
    place, _, factory = named.rpartition(":")
    # C:\embedder.py has a colon too.
    return (place, factory) if place and factory.isidentifier() else (named, _FACTORY)


def _imported(place: str) -> ModuleType:
    if not (place.endswith(".py") or "/" in place or "\\" in place):
        return import_module(place)
    path = Path(place)
    path = path / "__init__.py" if path.is_dir() else path
    if not path.is_file():
        raise _missing(f"There is no {path}.")
    spec = spec_from_file_location(_UNDER, path, submodule_search_locations=[str(path.parent)])
    assert spec is not None and spec.loader is not None  # it is a file of Python
    module = sys.modules[_UNDER] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _ran(trouble: str, run: Callable[[], Any]) -> Any:
    """What the operator's code makes; whatever it raises is its trouble."""
    try:
        return run()
    except Unavailable:
        raise
    except ModuleNotFoundError as error:
        raise _missing(f"{trouble}: there is no module {error.name}. Install it beside Deskbell.") from error
    except Exception as error:
        raise _broken(f"{trouble}: {type(error).__name__}: {error}.") from error


def _missing(sentence: str) -> Unavailable:
    return Unavailable("embedder_missing", f"{sentence} {_OR}")


def _broken(sentence: str) -> Unavailable:
    return Unavailable("embedder_broken", f"{sentence} {_OR}")
