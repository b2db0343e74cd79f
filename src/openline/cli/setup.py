"""What commands do before they start: settings."""

from collections.abc import Callable

from openline.cli.lazy import BadSetting
from openline.config import Config, ConfigError, load


def settings(read: Callable[[], Config] = load) -> Config:
    """The settings of this process.

    Raises BadSetting.
    """
    try:
        return read()
    except ConfigError as error:
        raise BadSetting(str(error)) from error
