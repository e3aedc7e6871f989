"""Where things lie: store, runtime and state folders of the platform, and the data shipped with the program.

The only use of platformdirs. Folders are made by whoever writes into them, not here.
"""

from __future__ import annotations

import os
from pathlib import Path

APP = "spaedbarn"


def home_dir(given: str | None) -> Path:
    """Return the folder of store and key file: as given, else `SPAEDBARN_HOME`, else the platform's data folder.

    On Windows the local, not the roaming, folder: a store that is copied about by a profile server is two stores.
    """
    chosen = given or os.environ.get("SPAEDBARN_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    import platformdirs

    return Path(platformdirs.user_data_dir(APP, appauthor=False, roaming=False))


def runtime_dir() -> Path:
    """Return the folder for session slots, which the system empties when the user logs out, where it has one."""
    chosen = os.environ.get("XDG_RUNTIME_DIR")
    if chosen:
        return Path(chosen) / APP
    import warnings

    import platformdirs

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            return Path(platformdirs.user_runtime_dir(APP, appauthor=False))
        except Warning:  # there is none: the library would take a folder in /tmp, where others may write
            return state_dir() / "sessions"


def state_dir() -> Path:
    """Return the folder outside the store where this machine remembers the last change it wrote."""
    chosen = os.environ.get("XDG_STATE_HOME")
    if chosen:
        return Path(chosen) / APP
    import platformdirs

    return Path(platformdirs.user_state_dir(APP, appauthor=False))


def migrations_dir() -> Path:
    """Return the folder of numbered migrations."""
    return _shipped("migrations")


def instruments_dir() -> Path:
    """Return the folder of programmes and instruments."""
    return _shipped("instruments")


def _shipped(name: str) -> Path:
    # A wheel carries the folder inside the package; a checkout (and an editable install) has it beside the package.
    package = Path(__file__).parent
    inside = package / "_data" / name
    return inside if inside.is_dir() else package.parent / name
