"""The command line answers people in sentences."""

import argparse
import errno
import socket
import sys
from types import SimpleNamespace

import pytest

from app import __version__, cli
from app.commands import serve
from app.errors import ConvscopeError, SetupError


def test_it_says_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"convscope {__version__}\n"


def test_help_lists_every_command_with_its_first_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    assert "serve" in (said := capsys.readouterr().out)
    assert "serve the page and the API" in said


@pytest.mark.parametrize(
    "words", [[], ["sreve"], ["serve", "--port", "70000"], ["serve", "--workers", "none"]]
)
def test_a_slip_of_the_finger_is_told_with_what_would_do(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    assert ended.value.code == 2
    assert "usage: convscope" in capsys.readouterr().err


def test_what_goes_wrong_on_purpose_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(arguments: argparse.Namespace) -> int:
        raise ConvscopeError("There is no bread.")

    monkeypatch.setattr(serve, "run", fail)
    assert cli.main(["serve"]) == 1
    assert capsys.readouterr().err == "convscope: There is no bread.\n"


def test_a_wrong_setting_is_said_before_anything_starts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CONVSCOPE_BODY_BYTES", "plenty")
    assert cli.main(["serve", "--no-browser"]) == 1
    assert "CONVSCOPE_BODY_BYTES is 'plenty'" in capsys.readouterr().err


def test_a_port_is_ours_from_the_moment_it_is_chosen() -> None:
    with serve.listen("127.0.0.1", 0) as one:
        port = one.getsockname()[1]
        with pytest.raises(SetupError, match=f"Port {port} is taken by another program"):
            serve.listen("127.0.0.1", port)


def test_the_next_free_port_is_taken_when_nobody_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = {8000, 8001}

    def bind(host: str, number: int) -> SimpleNamespace:
        if number in taken:
            raise OSError(errno.EADDRINUSE, "in use")
        return SimpleNamespace(number=number)

    monkeypatch.setattr(serve, "bind", bind)
    assert serve.listen("127.0.0.1", None).number == 8002  # type: ignore[attr-defined]
    assert capsys.readouterr().out == "Port 8000 is taken, so this is 8002.\n"
    taken.update(range(8000, 8020))
    with pytest.raises(SetupError, match="8000 to 8019 are all taken"):
        serve.listen("127.0.0.1", None)


@pytest.mark.parametrize(
    ("host", "error", "said"),
    [
        ("nowhere.invalid", socket.gaierror(-2, "unknown"), "There is no address 'nowhere"),
        ("127.0.0.1", OSError(errno.EACCES, "denied"), "kept for the system"),
        ("203.0.113.9", OSError(errno.EADDRNOTAVAIL, "not here"), "no address of this machine"),
        ("127.0.0.1", OSError(errno.EMFILE, "too many"), "cannot be listened on: too many"),
    ],
)
def test_an_address_that_cannot_be_had_is_explained(host: str, error: OSError, said: str) -> None:
    assert said in serve.refusal(host, 80, error)


@pytest.mark.parametrize(
    ("told", "terminal", "opens"),
    [
        ({"DISPLAY": ":0"}, True, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True, True),
        ({}, True, False),
        ({"DISPLAY": ":0", "CI": "1"}, True, False),
        ({"DISPLAY": ":0", "SSH_CONNECTION": "1.2.3.4"}, True, False),
        ({"DISPLAY": ":0"}, False, False),
    ],
)
def test_a_browser_opens_only_where_somebody_sits(
    told: dict[str, str], terminal: bool, opens: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "CI", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal, raising=False)
    assert serve.may_open_browser(forbidden=False) is opens
    assert not serve.may_open_browser(forbidden=True)
