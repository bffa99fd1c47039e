"""What an editor says about a scenario: the real yaml-language-server, over the protocol that editors speak.

The first run installs the server (one exact version, from npm) into the user's cache folder.
"""

import json
import shutil
import subprocess
import threading
from pathlib import Path

import pytest

from sim.content.editor.files import KINDS, schema_name
from sim.content.files import kind_of
from tests.from_npm import installed

VERSION = "1.25.0"
ROOT = Path(__file__).parents[2]
SCENARIOS = ROOT / "scenarios"
STARTERS = sorted((ROOT / "assets" / "starters").glob("*.??.yaml"))
LONGEST_S = 120
pytestmark = pytest.mark.slow


class Server:
    """A running server, asked one thing at a time. It is ended when it says nothing for too long."""

    def __init__(self, program, folder):
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            [shutil.which("node"), program, "--stdio"], stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL
        )
        self.watch = threading.Timer(LONGEST_S, self.process.kill)
        self.watch.start()
        self.folder, self.asked, self.opened, self.problems = folder, 0, 0, {}
        completion = {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}}
        able = {"textDocument": {"completion": completion, "hover": {"contentFormat": ["markdown"]}}}
        self.ask("initialize", processId=None, rootUri=folder.as_uri(), capabilities=able)
        self.tell("initialized")
        # The catalogue of public schemas is on the internet; nothing of ours is in it.
        settings = {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}
        self.tell("workspace/didChangeConfiguration", settings={"yaml": settings})

    def end(self):
        self.watch.cancel()
        self.process.kill()
        self.process.communicate()

    def open(self, name, text):
        """The problems that the editor marks: (line from 1, column from 1, message)."""
        uri = self._new(name)
        self.tell("textDocument/didOpen", textDocument={"uri": uri, "languageId": "yaml", "version": 1, "text": text})
        while uri not in self.problems:
            self._take(self._read())
        places = [(one["range"]["start"], one["message"]) for one in self.problems[uri]]
        return [(start["line"] + 1, start["character"] + 1, message) for start, message in places]

    def _new(self, name):
        """The address of a file that was not opened before: of others the server may still be thinking."""
        self.opened += 1
        self.uri = (self.folder / name).with_name(f"{self.opened}-{Path(name).name}").as_uri()
        return self.uri

    def at(self, what, name, text):
        """Open a text in which | is the cursor; `completion` or `hover` there."""
        before, after = text.split("|", 1)
        self.open(name, before + after)
        place = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        return self.ask(f"textDocument/{what}", textDocument={"uri": self.uri}, position=place)

    def offered(self, name, text):
        """What completion offers at the cursor: label -> what it says of it."""
        items = self.at("completion", name, text)["items"]
        said = {item["label"]: item.get("documentation") or "" for item in items}
        return {label: doc["value"] if isinstance(doc, dict) else doc for label, doc in said.items()}

    def ask(self, method, **figures):
        self.asked += 1
        self._send(id=self.asked, method=method, params=figures)
        while True:
            answer = self._read()
            self._take(answer)
            if answer.get("id") == self.asked and "method" not in answer:
                assert "error" not in answer, answer
                return answer["result"]

    def tell(self, method, **figures):
        self._send(method=method, params=figures)

    def _send(self, **message):
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self.process.stdin.flush()

    def _read(self):
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the server ended"
        return json.loads(self.process.stdout.read(length))

    def _take(self, message):
        if message.get("method") == "textDocument/publishDiagnostics":
            self.problems[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            self._send(id=message["id"], result=None)


@pytest.fixture(scope="module")
def program():
    return installed("yaml-language-server", VERSION) / "bin" / "yaml-language-server"


@pytest.fixture(scope="module")
def server(program, tmp_path_factory):
    folder = tmp_path_factory.mktemp("editor")
    for kind in KINDS:
        shutil.copy(SCENARIOS / schema_name(kind), folder)
    running = Server(program, folder)
    yield running
    running.end()


GOOD = (SCENARIOS / "four-afternoons.yaml").read_text(encoding="utf-8")
OPTION = "        moves: [name_feeling, listen]\n"


def changed(old, new):
    assert GOOD.count(old) >= 1
    return GOOD.replace(old, new, 1)


def line_of(text, part):
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(SCENARIOS.glob("*.yaml")) if kind_of(path) == "scenario"] + STARTERS,
    ids=lambda path: path.stem,
)
def test_a_good_scenario_has_no_marks(server, path):
    assert server.open(path.name, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("kind", "files"),
    [
        ("play", sorted((SCENARIOS / "plays").glob("*.yaml"))),
        ("lexicon", sorted(SCENARIOS.glob("lexicon.*.yaml"))),
        ("service", sorted(SCENARIOS.glob("service.yaml"))),
    ],
    ids=["plays", "lexicons", "service card"],
)
def test_good_plays_lexicons_and_service_cards_have_no_marks(server, kind, files):
    assert files
    for path in files:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if "yaml-language-server" not in line]
        first = f"# yaml-language-server: $schema={schema_name(kind)}"
        assert server.open(path.name, "\n".join([first, *lines, ""])) == [], path


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Four afternoons", "title: 112"),
        ("title: Four afternoons", "title: yes"),
        ("- title: Visits", "- title: true"),
        ("complete: true", "complete: yes"),
        ("    options:\n      a:\n", "    options:\n      1:\n"),
        ("        to: story\n", "        to: 007\n"),
        ('company: "NordNet, internet provider"', "company: 12:30"),
        ('silence: "Hello? Or', 'silence: 5  # "'),
        ("moves: [name_feeling, listen]", "moves:\n          - name_feeling\n          - listen"),
    ],
)
def test_what_the_check_takes_has_no_marks(server, old, new):
    assert server.open("taken.yaml", changed(old, new)) == []


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        (OPTION, OPTION + "        becuase: x\n", "becuase:", "becuase"),
        ("minutes: 7", "minutes: seven", "minutes:", "A whole number belongs here (1 to 60)"),
        ("level: 2", "level: 9", "level:", "5"),
        ("title: Four afternoons", "title: [a, b]", "title:", "A text belongs here"),
        ("title: Four afternoons", "title:", "title:", "A text belongs here"),
        ("[name_feeling, listen]", "[name_feeling, lissen]", "lissen", "There is no such move"),
        ("[name_feeling, listen]", "listen", "moves: listen", "A list belongs here"),
        ("family: angry", "family: furious", "family:", "angry, panicked, out_of_scope"),
        ("only_if: abuse", "only_if: anger > much", "anger > much", "anger >= 60 and not heard"),
        ("trust: 15, ", "", "start: {", "trust"),
        ("  opening:\n    flags", "  the opening:\n    flags", "the opening:", "no blanks"),
        ("complete: true", "complete: maybe", "complete: maybe", "true or false belongs here"),
        ("sex: female", "sex: vrouw", "sex: vrouw", "female, male"),
        ("        moves: [sorry_generic]\n", "        recording: a.mp3\n", "a.mp3", ".ogg or .wav"),
        ("\nstart: opening", "\nstart: an opening", "start: an", "no blanks"),
    ],
    ids=lambda part: part.strip()[:24],
)
def test_a_mistake_is_marked_at_its_line_in_plain_words(server, old, new, at, message):
    text = changed(old, new)
    found = server.open("bad.yaml", text)
    assert {line for line, _, _ in found} == {line_of(text, at)}
    assert any(message in said for _, _, said in found), found


def test_each_of_many_mistakes_is_marked(server):
    text = GOOD.replace("minutes: 7", "minutes: seven").replace("abuse, why", "abuse, whi").replace("hot, ", "hott, ")
    lines = [line for line, _, _ in server.open("bad.yaml", text)]
    wanted = [*(n for n, line in enumerate(text.splitlines(), 1) if "hott" in line), line_of(text, "minutes:")]
    assert set(wanted) <= set(lines)
    assert line_of(text, "whi:") in lines


def test_inside_an_option_its_keys_are_offered_with_what_they_are_for(server):
    offered = server.offered("keys.yaml", changed(OPTION, f"{OPTION}        |\n"))
    assert {"when", "sets", "upholds", "breaks", "hold", "grade"} <= set(offered)
    assert "say" not in offered  # it is there already
    assert offered["when"].startswith("offered only when this holds")


@pytest.mark.parametrize("place", ["[|]", "[name_feeling, |]", "\n          - |"], ids=["empty", "second", "by dashes"])
def test_at_moves_the_moves_are_offered_with_what_they_are_worth(server, place):
    offered = server.offered("moves.yaml", changed("[name_feeling, listen]", place))
    assert {"listen", "own_action", "calm_down"} <= set(offered)
    assert "Ownership +2" in offered["own_action"]


def test_right_after_moves_the_brackets_are_offered_with_the_moves_in_them(server):
    items = server.at("completion", "moves.yaml", changed("[name_feeling, listen]", "|"))["items"]
    assert [item["label"] for item in items] == ["[ ]"]
    assert items[0]["insertText"].startswith("[${1|listen,summarise,")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("family: angry", "family: |", {"angry", "panicked", "out_of_scope"}),
        ("flags: [hot, provocation]", "flags: [|]", {"hot", "abuse", "interruptible"}),
        ("    options:\n      a:\n", "    options:\n      |\n      a:\n", {"a reply"}),
        ("nodes:\n", "nodes:\n  |\n", {"a node"}),
        ("endings:\n", "endings:\n  |\n", {"an ending"}),
    ],
    ids=["family", "flags", "a reply", "a node", "an ending"],
)
def test_words_and_starters_are_offered_where_they_belong(server, old, new, words):
    assert words <= set(server.offered("words.yaml", changed(old, new)))


def test_an_empty_file_is_offered_the_whole(server):
    offered = server.offered("empty.yaml", "# yaml-language-server: $schema=scenario.schema.json\n|\n")
    assert {"format", "caller", "nodes", "endings"} <= set(offered)


def test_steps_of_a_play_are_offered(server):
    text = "# yaml-language-server: $schema=../play.schema.json\nformat: 1\nscenario: x\nsteps:\n  - {|}\n"
    assert {"reply", "breathe", "interrupt", "timers"} <= set(server.offered("plays/x-mine.yaml", text))


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ('be|cause: "Kind', "what the reply does to this caller, and why"),
        ("only_|if: abuse", "anger, panic, trust or patience compared with a whole number"),
        ("fam|ily: angry", "the caller is in panic"),
        ("[name_fee|ling, listen]", "`name_feeling`: named the feeling"),
    ],
    ids=["because", "only_if", "family", "a move"],
)
def test_a_key_says_what_it_is_for(server, key, words):
    hover = server.at("hover", "hover.yaml", changed(key.replace("|", ""), key))
    assert words in hover["contents"]["value"]
