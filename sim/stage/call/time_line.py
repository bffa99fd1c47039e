"""The line on time: how long there is to answer, a hold against what was announced, or words where nothing runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sim.core.phases import CALLER_SPEAKING, LOOKING_UP, YOUR_TURN

if TYPE_CHECKING:
    from sim.core.texts import Texts
    from sim.stage.call.region import CallTime
    from sim.stage.director import Director

Stage = Literal["ringing", "speaking", "saying", "replies", "breathing", "hold", "ending", "over"]


def show_time(say: Texts, bar: CallTime, director: Director, stage: Stage) -> None:
    """Show the time of this stage as it stands now."""
    if stage == "hold":
        _show_hold(say, bar, director)
    elif stage in ("replies", "saying") and not director.writing and director.silence_left is not None:
        left, whole = director.silence_left
        label = say("call.time.answer" if stage == "replies" else "say_first.time")
        bar.time(label, left / whole, _seconds(say, left))
    elif stage in ("replies", "saying") and director.phase == YOUR_TURN and director.writing:
        bar.words(say("call.time.writing"), "notes")
    elif stage == "breathing" and director.breath_left is not None:
        left, whole = director.breath_left
        bar.time(say("call.time.breath"), left / whole, _seconds(say, left), "breathe")
    else:
        key, sign = _words(director.phase, stage)
        bar.words(say(f"call.time.{key}", name=director.call.scenario.caller.name), sign)


def _seconds(say: Texts, left: float) -> str:
    """Begun seconds count as whole ones."""
    return say("common.seconds", count=int(left) + (left % 1 > 0))


def _show_hold(say: Texts, bar: CallTime, director: Director) -> None:
    spent, announced = director.hold_seconds
    share = 1 - spent / announced if announced else 0.0
    over = spent - announced >= 0.5
    value = (
        say("call.hold_unannounced", seconds=int(spent)) if director.call.clock.unannounced
        else say("call.hold_over", seconds=round(spent - announced)) if over
        else say("call.hold_of", seconds=int(spent), announced=round(announced))
    )  # fmt: skip
    bar.time(say("call.time.hold"), share, value, "hold")


def _words(phase: str, stage: Stage) -> tuple[str, str]:
    """The key of the words, and their sign."""
    if stage in ("replies", "saying"):
        if phase == CALLER_SPEAKING:
            return "still_speaking", "speaker"
        return ("waits", "hold") if phase == LOOKING_UP else ("answer_untimed", "clock")
    words = {"ringing": ("ringing", "clock"), "breathing": ("breath", "breathe"), "over": ("over", "hang_up")}
    return words.get(stage, ("speaking", "speaker"))
