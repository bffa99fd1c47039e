"""The language of the first start is the system's."""

import locale
import shutil
import subprocess
from types import SimpleNamespace

import pytest

from sim.commands import language
from sim.commands.language import system_language

KNOWN = ("en", "nl")


@pytest.mark.parametrize(
    ("environment", "found"),
    [
        ({"LANG": "nl_NL.UTF-8"}, "nl"),
        ({"LANG": "nl"}, "nl"),
        ({"LANG": "nl_BE@euro"}, "nl"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "nl_NL.UTF-8"}, "nl"),
        ({"LANG": "nl_NL.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "nl_NL.UTF-8", "LC_ALL": "C"}, None),
        ({"LANG": "C.UTF-8", "LANGUAGE": "nl"}, None),
        ({"LANG": "fr_FR.UTF-8", "LANGUAGE": "fr:nl:en"}, "nl"),
        ({"LANG": "nl_NL.UTF-8", "LANGUAGE": "en_GB"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, None),
        ({"LANG": "nds_NL.UTF-8"}, None),
        ({"LANG": "nlx"}, None),
    ],
)
def test_the_environment_says_it(monkeypatch, environment, found):
    monkeypatch.setattr(language.os, "environ", environment)
    assert system_language(KNOWN) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [('(\n    "fr-FR",\n    "nl-NL",\n    "en-NL"\n)\n', "nl"), ("", "en"), ("(\n)\n", "en")],
)
def test_on_a_mac_it_is_asked_for(monkeypatch, said, found):
    monkeypatch.setattr(language.os, "environ", {})
    monkeypatch.setattr(language.sys, "platform", "darwin")
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(subprocess, "run", lambda *given, **options: SimpleNamespace(stdout=said))
    monkeypatch.setattr(locale, "getlocale", lambda: ("en_US", "UTF-8"))
    assert system_language(KNOWN) == found


def test_a_mac_that_does_not_answer_holds_nobody_up(monkeypatch):
    def hangs(*given, **options):
        raise subprocess.TimeoutExpired("defaults", 2)

    monkeypatch.setattr(language.os, "environ", {})
    monkeypatch.setattr(language.sys, "platform", "darwin")
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(subprocess, "run", hangs)
    monkeypatch.setattr(locale, "getlocale", lambda: (None, None))
    assert system_language(KNOWN) is None
