"""What commands do before they start: settings."""

from openline.cli.lazy import BadSetting
from openline.config import Config, ConfigError, load


def settings() -> Config:
    """The settings of this process.

    Raises BadSetting.
    """
    try:
        return load()
    except ConfigError as error:
        raise BadSetting(str(error)) from error
