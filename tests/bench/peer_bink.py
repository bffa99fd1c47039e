"""One story in bink: peer_bink.py STORY.json DRAWS.json. Each line on stdin: CPU microseconds a choice on stdout."""

import json
import sys
import time
from pathlib import Path

from bink.story import Story


def play(story: Story, calls: list[list[int]]) -> float:
    seconds, choices = 0.0, 0
    for draws in calls:
        story.reset_state()
        story.continue_maximally()
        offered = len(story.get_current_choices())
        began = time.process_time()
        for draw in draws:
            if not offered:
                break
            story.choose_choice_index(draw % offered)
            story.continue_maximally()
            offered = len(story.get_current_choices())
            choices += 1
        seconds += time.process_time() - began
    return seconds / choices * 1e6


if __name__ == "__main__":
    told = Story(Path(sys.argv[1]).read_text(encoding="utf-8"))
    drawn = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    print("ready", flush=True)
    for _ in sys.stdin:
        print(play(told, drawn), flush=True)
