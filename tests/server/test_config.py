"""Settings: where they come from, what is refused, and that no secret is ever shown."""

import stat
from ipaddress import ip_network
from pathlib import Path

import pytest

from openline.config import Config, ConfigError, load, load_before_restore


def read(data: Path, **env: str) -> Config:
    return load({"OPENLINE_DATA": str(data), **env})


def refusal(data: Path, **env: str) -> str:
    with pytest.raises(ConfigError) as caught:
        read(data, **env)
    return str(caught.value)


def test_without_settings_there_is_a_local_server_on_sqlite(tmp_path: Path) -> None:
    config = read(tmp_path)
    assert (config.host, config.port, config.database_url) == ("127.0.0.1", 8765, None)


def test_the_folder_is_the_users_own_by_default(tmp_path: Path) -> None:
    assert load({"HOME": str(tmp_path)}).data == tmp_path / ".local" / "share" / "openline"
    assert load({"XDG_DATA_HOME": str(tmp_path)}).data == tmp_path / "openline"


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "openline.toml").write_text('port = 9000\nlog_level = "error"\ntrusted_proxies = ["10.0.0.0/8"]\n')
    config = read(tmp_path, OPENLINE_PORT="9001")
    assert (config.port, config.log_level) == (9001, "error")
    assert config.trusted_proxies == (ip_network("10.0.0.0/8"),)


def test_a_file_can_be_named(tmp_path: Path) -> None:
    place = tmp_path / "elsewhere.toml"
    place.write_text("port = 0\n")
    assert read(tmp_path, OPENLINE_CONFIG=str(place)).port == 0


def test_a_named_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert "OPENLINE_CONFIG: cannot read" in refusal(tmp_path, OPENLINE_CONFIG=str(tmp_path / "none.toml"))


def test_a_misspelt_key_is_named_with_the_one_that_was_meant(tmp_path: Path) -> None:
    (tmp_path / "openline.toml").write_text("prot = 9000\n")
    assert "unknown key `prot`. Did you mean port?" in refusal(tmp_path)


def test_a_misspelt_variable_is_named_with_the_one_that_was_meant(tmp_path: Path) -> None:
    text = refusal(tmp_path, OPENLINE_PUBLIC_URI="https://x")
    assert "OPENLINE_PUBLIC_URI. Did you mean OPENLINE_PUBLIC_URL?" in text


def test_variables_of_tests_and_builds_are_none_of_its_business(tmp_path: Path) -> None:
    assert read(tmp_path, OPENLINE_TEST_PROFILE="long", OPENLINE_SKIP_WEB="1").port == 8765


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("OPENLINE_PORT", "many", "from 0"),
        ("OPENLINE_PORT", "70000", "65535"),
        ("OPENLINE_PUBLIC_URL", "chat.example.com", "https://chat.example.com"),
        ("OPENLINE_PUBLIC_URL", "https://example.com/desk", "scheme and host only"),
        ("OPENLINE_TRUSTED_PROXIES", "10.0.0.0/8, proxy", "192.0.2.7"),
        ("OPENLINE_LOG_LEVEL", "loud", "debug, info"),
        ("OPENLINE_DATABASE_URL", "mysql://u:hunter2@h/d", "postgresql://"),
        ("OPENLINE_SMTP_URL", "smtp://mail:hunter2@host", "from="),
        ("OPENLINE_FILES_URL", "s3://key:hunter2@host", "bucket"),
        ("OPENLINE_SECRET_KEY", "hunter2", "at least 32"),
        ("OPENLINE_FILE_LIMIT_MB", "101", "from 1 to 100"),
        ("OPENLINE_FILES_KEEP_DAYS", "-1", "from 0"),
        ("OPENLINE_FILES_QUOTA_GB", "some", "whole number"),
        ("OPENLINE_CLAMD", "127.0.0.1:3310", "tcp://127.0.0.1:3310"),
        ("OPENLINE_CLAMD", "tcp://127.0.0.1:no", "unix:///"),
        ("OPENLINE_CLAMD", "unix://", "unix:///"),
        ("OPENLINE_CLAMD_FAIL_OPEN", "perhaps", "true or false"),
    ],
)
def test_a_bad_value_is_named_with_what_would_do(tmp_path: Path, name: str, value: str, told: str) -> None:
    text = refusal(tmp_path, **{name: value})
    assert text.startswith(f"{name}: ")
    assert told in text
    assert "hunter2" not in text


@pytest.mark.parametrize("url", ["tcp://clamd.internal:3310", "tcp://[::1]", "unix:///run/clamav/clamd.ctl"])
def test_a_scanner_is_named_by_host_or_socket(tmp_path: Path, url: str) -> None:
    assert read(tmp_path, OPENLINE_CLAMD=url, OPENLINE_CLAMD_FAIL_OPEN="yes").clamd == url


def test_the_secret_key_is_made_once_and_kept_to_oneself(tmp_path: Path) -> None:
    first, second = read(tmp_path), read(tmp_path)
    assert first.key_bytes() == second.key_bytes()
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600


def test_an_empty_key_file_is_not_replaced_behind_the_operators_back(tmp_path: Path) -> None:
    (tmp_path / "secret.key").touch()
    assert "Restore it from a backup" in refusal(tmp_path)


def test_before_a_restore_no_key_is_made(tmp_path: Path) -> None:
    load_before_restore({"OPENLINE_DATA": str(tmp_path)})
    assert list(tmp_path.iterdir()) == []


def test_secrets_are_not_printed(tmp_path: Path) -> None:
    config = read(
        tmp_path,
        OPENLINE_DATABASE_URL="postgresql://u:hunter2@h/d",
        OPENLINE_SMTP_URL="smtp://m:hunter2@h?from=a@b.example",
        OPENLINE_SECRET_KEY="hunter2" * 8,
    )
    assert "hunter2" not in repr(config)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8765"),
        ("0.0.0.0", "http://127.0.0.1:8765"),
        ("::", "http://[::1]:8765"),
        ("fd00::1", "http://[fd00::1]:8765"),
        ("desk.example", "http://desk.example:8765"),
    ],
)
def test_the_server_knows_where_it_can_be_reached_from_here(tmp_path: Path, host: str, url: str) -> None:
    assert read(tmp_path, OPENLINE_HOST=host).own_url == url
