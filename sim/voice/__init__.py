"""Speech: a caller's line becomes a WAV file with the times of its words; the stage plays it.

Rules of this package
- Captions always work; sound is extra. Whatever breaks, a line comes back as a caption alone, with a code that says
  why.
- Nothing here blocks a frame: `client.Voice` only puts into and takes from queues; its thread does the rest.
- espeak lives in a child process (`worker`). Without its data espeak calls exit(), which no `except` catches, and it is
  GPL-3: the process boundary answers both.
- The worker is kept small (see `telephone`), so it and all that it imports stay free of numpy, dataclasses and this
  project's other packages. This file imports nothing for the same reason.
"""
