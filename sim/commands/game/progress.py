"""Progress and the people who play: what is due, how it goes, the certificate, whose results they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from sim.commands.game.calls import Calls
from sim.content.problems import printable
from sim.core.errors import InputError
from sim.stage.kit.outcome import Next, Push
from sim.stage.services import CallerEntry, Door
from sim.store.errors import StoreError
from sim.store.kept import Kept
from sim.store.records import check_name

if TYPE_CHECKING:  # the menu is on the screen before the rules of practice are loaded
    from sim.core.practice.played import Played
    from sim.core.practice.returns import Due
    from sim.stage.kit.screen import Screen
    from sim.stage.progress.values import Done, Issued, Person, Progress, Ways
    from sim.store.records import CallSummary

PERSON, QUIZ = "person", "quiz"  # of what is kept
RETURNS = ("again", "weakest", "spaced")  # reasons of calls that come back; others are new
_NAME_IN_FILE = 40  # letters
_DAYS = 1_000_000  # no certificate is of a later day: a damaged one may be


class Practising(Calls):
    """What to practise next, and whose practice it is."""

    def today(self) -> int:
        """The day it is."""
        from sim.commands.practice import today

        return today()

    def progress_door(self) -> Door:
        """Progress, with how many calls are due."""
        return Door(self.texts("progress.door"), self.open_progress, "chart", len(self._due_back()))

    def people_door(self) -> Door:
        """Who plays."""
        say, name = self.texts, self.settings.trainee
        who = say("progress.people.door", name=name) if name else say("progress.people.door_nobody")
        return Door(who, self.open_people, "person")

    def callers(self) -> Sequence[CallerEntry]:
        """The callers; those whose call is due again are marked."""
        back = {one.scenario for one in self._due_back()}
        return [replace(entry, due=entry.id in back) for entry in super().callers()]

    def _due_back(self) -> list[Due]:
        """The calls that come back today; worked out once until something changes or the day does."""
        if not self._my_calls():
            return []
        from sim.commands.practice import available
        from sim.core.practice.returns import due

        calls, today = self.played(), self.today()
        if self._back is None or self._back[0] is not calls or self._back[1] != today:
            found = due(calls, available(self.context.library), today)
            self._back = calls, today, [one for one in found if one.reason in RETURNS]
        return self._back[2]

    _back: tuple[list[Played], int, list[Due]] | None = None

    def played(self) -> list[Played]:
        """The calls of who plays now that are over; none while the results cannot be read."""
        from sim.commands import practice

        mine, shelf = self._my_calls(), self.context.library.scenarios
        if self._known is None or self._known[0] is not mine or self._known[1] is not shelf:
            try:
                met = practice.seen(self.journal, self.settings.trainee)
            except StoreError:
                met = []
            self._known = mine, shelf, practice.played(mine, self.context.library, met)
        return self._known[2]

    _known: tuple[Sequence[CallSummary], object, list[Played]] | None = None

    # -- progress ---------------------------------------------------------------------------------------------

    def open_progress(self) -> Next:
        """The page of progress."""
        return Push(self.progress_screen())

    def progress_screen(self) -> Screen:
        """The page of progress of who plays now."""
        from sim.stage.progress.screen import ProgressScreen

        return ProgressScreen(self, self.progress, self.ways_on())

    def progress(self) -> Progress:
        """How whoever plays now stands."""
        from sim.commands.met import shown_calls
        from sim.commands.practice import available
        from sim.core.practice.returns import exam_calls

        calls = self.played()
        now = self.progress_of(calls, self.today(), self._quiz())
        exams = exam_calls(calls, available(self.context.library), shown_calls(self.journal, self.settings.trainee))
        return replace(now, exams=exams, certificates=self._certificates())

    def _certificates(self) -> tuple[tuple[str, str], ...]:
        """The date and the code of each certificate that was made."""
        from sim.commands.certificate import KIND
        from sim.commands.practice import date_words

        try:
            kept = [thing.data for thing in self.journal.kept(self.settings.trainee, KIND)]
        except StoreError:
            kept = []
        sound = [data for data in kept if type(data.get("day")) is int and 0 < data["day"] < _DAYS]
        return tuple((date_words(self.texts, data["day"]), str(data.get("code"))) for data in sound)

    def _quiz(self) -> tuple[int, int]:
        """How many questions about the rules were answered right in the last four weeks, and of how many."""
        from sim.commands.practice import day_of
        from sim.core.practice.results import MONTH
        from sim.core.quiz import tally

        try:
            kept = self.journal.kept(self.settings.trainee, QUIZ)
        except StoreError:
            kept = []
        since = self.today() - MONTH
        found = [tally(quiz.data) for quiz in kept if (day_of(quiz.at) or 0) > since]
        figures = [figure for figure in found if figure is not None]
        return sum(right for right, _ in figures), sum(asked for _, asked in figures)

    def progress_of(self, calls: Sequence[Played], today: int, quiz: tuple[int, int] = (0, 0)) -> Progress:
        """How somebody with these calls and this quiz result (right, asked) stands."""
        from sim.commands.practice import available
        from sim.core.kinds import DIMENSIONS
        from sim.core.practice.readiness import readiness
        from sim.core.practice.results import practised, standings, trend
        from sim.core.practice.returns import due, exam_calls, next_return
        from sim.stage.progress.values import Progress

        shelf = available(self.context.library)
        newest = sorted(calls, key=lambda call: (call.day, call.at), reverse=True)
        tries: dict[str, tuple[Played, ...]] = {}
        for call in newest:
            tries[call.scenario] = (*tries.get(call.scenario, ()), call)
        entries = {entry.id: entry for entry in self.callers()}
        return Progress(
            person=self.settings.trainee,
            today=today,
            due=tuple(due(calls, shelf, today)),
            next_return=next_return(calls, shelf, today),
            practised=practised(calls, today),
            trends=tuple(trend(calls, dimension) for dimension in DIMENSIONS),
            standings=tuple(standings(calls)),
            readiness=readiness(calls, today),
            exams=exam_calls(calls, shelf),
            entries=entries,
            titles={call.scenario_id: call.title for call in self._my_calls()}
            | {name: entry.title for name, entry in entries.items()},
            tries=tries,
            passed=frozenset(call.family for call in calls if call.counts and call.passed),
            quiz=quiz,
        )

    def ways_on(self) -> Ways:
        """What can be done from that page."""
        from sim.stage.progress.values import Mine, Ways

        return Ways(
            practise=self.open_briefing,
            examine=lambda scenario: Push(self.briefing(scenario, "exam")),
            review=self.open_debrief,
            people=self.open_people,
            certificate=self._issue,
            show_page=self._show_page,
            save_page=self._save_page,
            mine=Mine(self._export_mine, self._delete_mine),
        )

    # -- the certificate --------------------------------------------------------------------------------------

    def _issue(self) -> Issued:
        """Make the certificate and put its page into the data folder."""
        from sim.commands.certificate import issue, sheet_page
        from sim.commands.leftovers import CERTIFICATES
        from sim.commands.practice import date_of
        from sim.content.writing import write_whole
        from sim.stage.progress.values import Issued

        trainee = self.settings.trainee
        try:
            made, trouble = issue(self.context, self.journal, trainee, self.today())
            if made is None:
                return Issued(problem=trouble or self.texts("cli.certificate.not_ready"))
            folder = self.context.data / CERTIFICATES
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"{_file_name(trainee)}{date_of(made.day).isoformat()}-{made.code[:4]}.html"
            write_whole(path, sheet_page(self.context, made, trainee, self.texts))
        except StoreError as error:
            return Issued(problem=self.texts(f"trouble.{error.code}"))
        except OSError as error:
            return Issued(problem=printable(str(error.strerror or error)))
        self._page = path
        return Issued(made.code, str(path.absolute()))

    _page: Path | None = None

    def _show_page(self, path: str) -> bool:
        from sim.commands.desktop import show_page

        return show_page(Path(path))

    def _save_page(self, wanted: str) -> Done:
        """A copy of the page that was made last, where the trainee says; its name gets an ending if it has none."""
        from sim.content.writing import write_whole
        from sim.stage.progress.values import Done

        target = Path(wanted).expanduser()
        if target.is_dir() and self._page is not None:
            target /= self._page.name
        elif target.suffix.lower() not in (".html", ".htm"):
            target = target.with_name(f"{target.name}.html")
        try:
            write_whole(target, self._page.read_bytes() if self._page is not None else b"")
        except (OSError, ValueError) as error:
            return Done(False, printable(str(getattr(error, "strerror", None) or error)))
        return Done(True, printable(str(target.absolute())))

    # -- my data ----------------------------------------------------------------------------------------------

    def _export_mine(self) -> Done:
        """All that is held of who plays now, as a file where downloads go."""
        from sim.commands.mine import export_to
        from sim.commands.practice import date_of
        from sim.stage.progress.values import Done

        trainee = self.settings.trainee
        name = f"cool-head-{_file_name(trainee)}{date_of(self.today()).isoformat()}.zip"
        path = self.downloads() / name
        try:
            export_to(self.context, self.journal, trainee or "", path)
        except StoreError as error:
            return Done(False, self.texts(f"trouble.{error.code}"))
        except OSError as error:
            return Done(False, printable(str(error.strerror or error)))
        return Done(True, printable(str(path)))

    def downloads(self) -> Path:
        """Where files for the trainee go."""
        from platformdirs import user_downloads_path

        found = user_downloads_path()
        return found if found.is_dir() else Path.home()

    def _delete_mine(self) -> Done:
        """Remove all that is held of who plays now, and files of this program that bear the name; nobody plays then."""
        from sim.commands.leftovers import remove_files
        from sim.stage.progress.values import Done

        trainee = self.settings.trainee
        try:
            calls = sum(call.trainee == trainee for call in self.journal.calls())
            gone = self.journal.delete(trainee)
        except StoreError as error:
            return Done(False, self.texts(f"trouble.{error.code}"))
        self.keep_all({"trainee": None})
        self._end_narrator()  # what it said aloud goes too
        left = remove_files(self.context.data, trainee or "", gone.set_aside)
        for path in (*left.set_aside, *left.still):
            self.context.told.append(("mine.left" if path in left.set_aside else "mine.still", {"path": path}))
        return Done(True, gone=calls)

    # -- people -----------------------------------------------------------------------------------------------

    def welcome(self) -> Next:
        """The first cards, with the way to who plays."""
        from sim.stage.settings.welcome_screen import WelcomeScreen

        return Push(WelcomeScreen(self, self.open_people))

    def open_people(self) -> Next:
        """Who plays."""
        return Push(self.people_screen())

    def people_screen(self) -> Screen:
        """Everybody who is known here."""
        from sim.stage.progress.people_screen import PeopleScreen

        return PeopleScreen(self, self.people, self.choose_person)

    def people(self) -> list[Person]:
        """Everybody of whom there is anything, and whoever played without a name."""
        from sim.stage.progress.values import Person

        try:
            names: list[str | None] = [None, *self.journal.people()]
            calls = [call.trainee for call in self.journal.calls() if call.attempt]  # not rewound ones
        except StoreError:
            names, calls = [None], []
        if self.settings.trainee not in names:
            names.append(self.settings.trainee)
        return [Person(name, calls.count(name)) for name in names]

    def choose_person(self, name: str | None) -> bool:
        """Somebody plays from now on (None: nobody says who). False for what cannot be a name."""
        known = {person.name.casefold(): person.name for person in self.people() if person.name}
        if name is not None:
            name = normalize("NFC", name)
            name = known.get(name.casefold(), name)
            try:
                check_name(name)
                self.keep_all({"trainee": name})
            except InputError:
                return False
            self._remember_person(name)
        else:
            self.keep_all({"trainee": None})
        return True

    def _remember_person(self, name: str) -> None:
        """A name is known from when it was given, not only from its first call."""
        try:
            if name not in self.journal.people():
                self.journal.keep(Kept(PERSON, {}, name))
        except StoreError:
            return  # it stands in the settings, and a call that is played brings it back


def _file_name(trainee: str | None) -> str:
    """The beginning of a file's name: letters and figures of the trainee's, if any."""
    plain = "".join(letter if letter.isalnum() else "-" for letter in trainee or "")[:_NAME_IN_FILE].strip("-")
    return f"{plain}-" if plain else ""
