"""A trainer with an editor and the preview beside it, on a real file."""

from argparse import Namespace
from concurrent.futures import Executor, Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sim.commands.context import Context
from sim.commands.preview import Workshop, open_source
from sim.commands.preview_file import FileSource
from sim.stage.kit.look import LookSettings
from sim.store.journal import Journal
from tests.stage.patient import PatientPlayer

ROOT = Path(__file__).parents[2]
SMALL = (ROOT / "tests" / "content" / "four-afternoons.yaml").read_text(encoding="utf-8")
LONG = (ROOT / "scenarios" / "four-afternoons.yaml").read_text(encoding="utf-8")


class AtOnce(Executor):
    """Does everything where it is asked for, so that a test's clock is the only one."""

    def submit(self, work, /, *arguments, **named):
        done = Future()
        done.set_result(work(*arguments, **named))
        return done


@dataclass
class Bench:
    """A trainer with an editor and the preview beside it."""

    file: Path
    player: PatientPlayer
    source: FileSource

    @property
    def screen(self):
        return self.player.app.top

    @property
    def call(self):
        return self.screen.call

    @property
    def node(self):
        return self.call.node.id

    @property
    def caption(self):
        return self.screen.director.caption

    def write(self, text):
        self.file.write_text(text, encoding="utf-8")

    def save(self, old, new):
        """Change the words in the file; says how many seconds of the app's clock it took to be on the screen."""
        text = self.file.read_text(encoding="utf-8")
        assert old in text
        before = self.screen.version
        self.write(text.replace(old, new))
        return self.player.until(lambda: self.screen.version is not before, 2)

    def to_replies(self):
        self.player.until(lambda: self.screen.view.stage == "replies", 60)
        self.player.wait(0.5)

    def reply(self, *options):
        for option in options:
            self.to_replies()
            names = [reply.option for reply in self.call.replies]
            self.player.key(str(names.index(option) + 1))
        self.player.wait(0.1)

    def cut_off(self):
        look = self.player.app.look
        return [w.label or type(w).__name__ for w in self.screen.ui.walk() if w.rect.width and not w.fits(look)]


@contextmanager
def workbench(folder):
    """A function of words that opens a preview of a file in this folder that holds them."""
    with ExitStack() as stack:

        def opened(words=SMALL, language="en", size=(960, 540), name="four-afternoons.yaml", **looks):
            file = folder / name
            file.write_text(words, encoding="utf-8")
            context = stack.enter_context(Context(folder / "data", (), language))
            source = open_source(context, str(file))
            source._work = AtOnce()
            options = Namespace(no_voice=True, seed=7)
            workshop = Workshop(context, stack.enter_context(Journal.in_memory()), options, source)
            player = PatientPlayer(workshop.first_screen(), LookSettings(**looks), size)
            stack.callback(player.app.close)
            return Bench(file, player, source)

        yield opened
