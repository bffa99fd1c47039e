"""A worker that speaks the protocol and misbehaves on cue: words in the text say how. It says each line as a second
of tone.

Run as a script: fake_worker.py [start]: `start` is no (says it cannot), never (says nothing), dead (ends), or a path
that gets a line appended for every start and every text.
"""

import json
import sys
import time
import wave
import zlib
from pathlib import Path


def say(message: object) -> None:
    sys.stdout.write(message if isinstance(message, str) else json.dumps(message) + "\n")
    sys.stdout.flush()


def store(request: dict, damaged: bool) -> None:
    sound = b"\x00\x10" * 8000
    name = f"{request['key']}.{zlib.crc32(sound):08x}.wav"
    with wave.open(str(Path(request["folder"], name)), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(sound[: -100 if damaged else None])
    facts = {"format": 1, "wav": name, "seconds": 1.0, "events": [], "envelope": "80" * 40}
    Path(request["folder"], f"{request['key']}.json").write_text(json.dumps(facts))


def answer(request: dict) -> None:
    text = request["text"]
    if "die" in text:
        sys.exit(1)
    if "hang" in text or "sleep" in text:
        time.sleep(600)
    if "garbage" in text:
        return say("{not json\n")
    if "endless" in text:
        return say("x" * 100_000)
    if "stranger" in text:
        return say({"id": 999})
    if "refuse" in text:
        return say({"id": request["id"], "problem": "voice_disk"})
    if "lie" in text:
        return say({"id": request["id"]})
    if "slow" in text:
        time.sleep(0.15)
    try:
        store(request, "damaged" in text)
    except OSError:
        return say({"id": request["id"], "problem": "voice_disk"})
    return say({"id": request["id"]})


def main() -> None:
    start = sys.argv[1] if len(sys.argv) > 1 else ""
    log = open(start, "a") if "/" in start or "\\" in start else None  # noqa: SIM115, PTH123
    if start == "dead":
        sys.exit(1)
    if start == "never":
        time.sleep(600)
    say({"ready": start != "no", "engine": "fake", "version": "1"})
    if log:
        print("start", file=log, flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        if log:
            print(request["text"], file=log, flush=True)
        answer(request)


main()
