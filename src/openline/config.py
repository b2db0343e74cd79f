"""Process settings from a TOML file and the environment. The only reader of the environment."""

import difflib
import os
import re
import secrets
import tomllib
from collections.abc import Callable, Mapping
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from openline.kit.limits import Limits
from openline.kit.mail import SmtpServer
from openline.kit.wire import Secret

PREFIX = "OPENLINE_"
FILE = "openline.toml"
SECRET_FILE = "secret.key"  # noqa: S105 - the name of a file
SECRET_BYTES = 32
SHORTEST_SECRET = 32
LOG_LEVELS = ("debug", "info", "warning", "error")
PLACES = ("OPENLINE_DATA", "OPENLINE_CONFIG")
# Read by the tests and by the wheel's build, not by the server.
FOREIGN = ("OPENLINE_TEST_", "OPENLINE_SPECS", "OPENLINE_SKIP_WEB")

Network = IPv4Network | IPv6Network
Found = dict[str, tuple[str, Any]]  # key → the name to show in errors, and the raw value


class ConfigError(Exception):
    """A setting that cannot be used: names the key and what to do, and holds no secret."""


class Role(StrEnum):
    """What a process does, where several share a store."""

    WEB = "web"
    WORKER = "worker"
    ALL = "all"


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """How this process runs. What people set in the product lives in the store, not here."""

    data: Path
    secret_key: Secret
    host: str = "127.0.0.1"
    port: int = 8765
    database_url: Secret | None = None
    bus_url: Secret | None = None
    public_url: str | None = None
    trusted_proxies: tuple[Network, ...] = ()
    smtp_url: Secret | None = None
    files_url: Secret | None = None
    files_keep_days: int = 0
    files_quota_gb: int = 0
    file_limit_mb: int = 25
    clamd: str | None = None
    clamd_fail_open: bool = False
    outbound_allow: tuple[Network, ...] = ()
    log_level: str | None = None
    plans: dict[str, Limits] = {}

    @property
    def own_url(self) -> str:
        """Where this process can be reached from this machine."""
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)  # noqa: S104 - recognised
        return f"http://{f'[{host}]' if ':' in host and not host.startswith('[') else host}:{self.port}"

    @property
    def sqlite_path(self) -> Path:
        """The file of the default store."""
        return self.data / "openline.db"

    @property
    def admin_socket(self) -> Path:
        """Where a running server takes the commands of `openline token` and its like."""
        return self.data / "admin.sock"

    @property
    def files_folder(self) -> Path:
        """Where uploads live unless `files_url` says otherwise."""
        return self.data / "files"

    @property
    def most_file_bytes(self) -> int:
        """How large a file may be."""
        return self.file_limit_mb * 1_000_000

    def key_bytes(self) -> bytes:
        """The secret key, for the keyring."""
        return self.secret_key.reveal().encode()


def load(environ: Mapping[str, str] | None = None) -> Config:
    """The settings; makes the data folder and the secret key when they are not there.

    Raises ConfigError.
    """
    config = load_before_restore(environ)
    if config.secret_key.reveal():
        return config
    return msgspec.structs.replace(config, secret_key=_kept_secret(config.data))


def load_before_restore(environ: Mapping[str, str] | None = None) -> Config:
    """The same for a folder that is still empty: its key comes with the backup, so none is made.

    Raises ConfigError.
    """
    env = os.environ if environ is None else environ
    data = _data_folder(env)
    # The environment wins: a unit file or a container overrides what stands on the disk.
    values = _parsed(_from_file(env, data) | _from_environment(env))
    return Config(**{"data": data, "secret_key": Secret(""), **values})


def _data_folder(env: Mapping[str, str]) -> Path:
    """OPENLINE_DATA, else the place for a user's data by the XDG convention."""
    named = env.get("OPENLINE_DATA")
    shared = env.get("XDG_DATA_HOME") or Path(env.get("HOME") or Path.home(), ".local", "share")
    folder = Path(named).expanduser() if named else Path(shared, "openline")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise ConfigError(
            f"OPENLINE_DATA: cannot make the folder {folder} ({error.strerror}). "
            "Name a folder that this user may write to."
        ) from error
    return folder.resolve()


def _from_file(env: Mapping[str, str], data: Path) -> Found:
    named = env.get("OPENLINE_CONFIG")
    path = Path(named).expanduser() if named else data / FILE
    if not named and not path.exists():
        return {}
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(
            f"OPENLINE_CONFIG: cannot read {path} ({error.strerror}). Mend the path or unset it."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not valid TOML: {error}") from error
    for key in content:
        if key not in _PARSERS:
            raise ConfigError(f"{path}: unknown key `{key}`. {_known(key, '')}")
    return {key: (f"{key} in {path}", value) for key, value in content.items()}


def _from_environment(env: Mapping[str, str]) -> Found:
    found: Found = {}
    for name, value in env.items():
        if not name.startswith(PREFIX) or name.startswith(FOREIGN) or name in PLACES:
            continue
        key = name.removeprefix(PREFIX).lower()
        if key not in _PARSERS:
            raise ConfigError(f"unknown environment variable {name}. {_known(key, PREFIX)}")
        if value:
            found[key] = (name, value)
    return found


def _known(key: str, prefix: str) -> str:
    names = {known: prefix + known.upper() if prefix else known for known in _PARSERS}
    near = difflib.get_close_matches(key, names, n=1)
    meant = f"Did you mean {names[near[0]]}? " if near else "Remove it. "
    return f"{meant}Known are: {', '.join(names.values())}."


def _parsed(found: Found) -> dict[str, Any]:
    values = {}
    for key, (name, raw) in found.items():
        try:
            values[key] = _PARSERS[key](raw)
        except ValueError as error:
            raise ConfigError(f"{name}: {error}.") from error
    return values


def _kept_secret(data: Path) -> Secret:
    """The key in the data folder; made on the first start, readable by its owner only."""
    path = data / SECRET_FILE
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(SECRET_BYTES) + "\n")
    except FileExistsError:
        pass
    except OSError as error:
        raise ConfigError(f"OPENLINE_SECRET_KEY: cannot keep one in {path} ({error.strerror}).") from error
    try:
        text = path.read_text().strip()
    except OSError as error:
        raise ConfigError(
            f"{path} cannot be read ({error.strerror}). Run this as the user who runs the server."
        ) from error
    if len(text) < SHORTEST_SECRET:
        raise ConfigError(
            f"{path} holds no key. Restore it from a backup; a new one makes stored secrets unreadable "
            "and ends every login."
        )
    return Secret(text)


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("must be a text that is not empty")
    return value.strip()


def _port(value: Any) -> int:
    text = str(value)
    if isinstance(value, bool) or not text.isdecimal() or int(text) > 65_535:
        raise ValueError("must be a number from 0 (any free port) to 65535")
    return int(text)


def _level(value: Any) -> str:
    text = str(value).lower()
    if text not in LOG_LEVELS:
        raise ValueError(f"must be one of {', '.join(LOG_LEVELS)}")
    return text


def _networks(value: Any) -> tuple[Network, ...]:
    """A list, or a text with commas, of addresses and networks."""
    parts = value if isinstance(value, list) else str(value).split(",")
    try:
        return tuple(ip_network(str(part).strip()) for part in parts if str(part).strip())
    except ValueError as error:
        raise ValueError(f"must be networks such as 10.0.0.0/8, 192.0.2.7: {error}") from error


def _secret_key(value: Any) -> Secret:
    text = _text(value)
    if len(text) < SHORTEST_SECRET:
        raise ValueError(f"must have at least {SHORTEST_SECRET} characters, made by chance")
    return Secret(text)


def _url(*schemes: str, example: str) -> Callable[[Any], str]:
    """A parser that never repeats the value: it may hold a password."""

    def parse(value: Any) -> str:
        text = _text(value)
        try:
            parts = urlsplit(text)
            whole = parts.scheme in schemes and bool(parts.netloc) and parts.port != 0
        except ValueError:
            whole = False
        if not whole:
            raise ValueError(f"must be an address such as {example}")
        return text

    return parse


def _secret_url(*schemes: str, example: str) -> Callable[[Any], Secret]:
    parse = _url(*schemes, example=example)
    return lambda value: Secret(parse(value))


def _public_url(value: Any) -> str:
    text = _url("http", "https", example="https://chat.example.com")(value).rstrip("/")
    parts = urlsplit(text)
    if parts.path or parts.query or parts.fragment or parts.username:
        raise ValueError("must be scheme and host only, such as https://chat.example.com")
    return text


def _smtp_url(value: Any) -> Secret:
    text = _text(value)
    SmtpServer.parse(text)
    return Secret(text)


def _files_url(value: Any) -> Secret:
    example = "s3://key:secret@host/bucket"
    text = _url("s3", "http", "https", example=example)(value)
    if not urlsplit(text).path.strip("/"):
        raise ValueError(f"must name a bucket, such as {example}")
    return Secret(text)


def _whole(least: int, most: int) -> Callable[[Any], int]:
    def parse(value: Any) -> int:
        text = str(value)
        if isinstance(value, bool) or not text.isdecimal() or not least <= int(text) <= most:
            raise ValueError(f"must be a whole number from {least} to {most}")
        return int(text)

    return parse


def _yes_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    known = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    if str(value).lower() not in known:
        raise ValueError("must be true or false")
    return known[str(value).lower()]


def _clamd(value: Any) -> str:
    text, examples = _text(value), "tcp://127.0.0.1:3310 or unix:///run/clamav/clamd.ctl"
    try:
        parts = urlsplit(text)
        whole = bool(parts.hostname) and parts.port != 0 and not parts.path.strip("/")
    except ValueError:
        raise ValueError(f"must be {examples}") from None
    if not (parts.scheme == "tcp" and whole) and not (parts.scheme == "unix" and not parts.netloc and parts.path):
        raise ValueError(f"must be {examples}")
    return text


def _plans(value: Any) -> dict[str, Limits]:
    """Tables named `plans.<name>`, or the same as JSON in the environment."""
    example = 'tables such as [plans.free] with channels = 1, or JSON such as {"free": {"channels": 1}}'
    try:
        given = msgspec.json.decode(value) if isinstance(value, str) else value
        plans = msgspec.convert(given, dict[str, Limits])
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise ValueError(f"must be {example}: {error}") from error
    if not all(re.fullmatch(r"[a-z0-9_-]{1,32}", name) for name in plans):
        raise ValueError("must name plans with small letters, digits, - and _")
    return plans


_PARSERS: dict[str, Callable[[Any], Any]] = {
    "host": _text,
    "port": _port,
    "public_url": _public_url,
    "secret_key": _secret_key,
    "database_url": _secret_url("postgresql", "postgres", example="postgresql://user:password@host:5432/openline"),
    "bus_url": _secret_url("postgresql", "postgres", example="postgresql://user:password@host:5432/openline"),
    "trusted_proxies": _networks,
    "smtp_url": _smtp_url,
    "files_url": _files_url,
    "files_keep_days": _whole(0, 36_500),
    "files_quota_gb": _whole(0, 1_000_000),
    "file_limit_mb": _whole(1, 100),
    "clamd": _clamd,
    "clamd_fail_open": _yes_no,
    "outbound_allow": _networks,
    "log_level": _level,
    "plans": _plans,
}
