"""The callers' drawn portraits: who they are, how they feel, and the picture that follows.

pose.py      what a face does (some thirty numbers), the basis poses and how hidden mood becomes a pose
life.py      blinks, breath, gaze and small head motion as a pure function of time
identity.py  what a face is: skin, hair, age, clothes; the legal keys and values of a scenario's `face: {}`
cast.py      the twelve people of the shipped scenarios, and a stable stranger for any other id
portrait.py  identity + pose + life -> picture; sheet.py shows everyone in every mood
stills.py    still pictures for menu, briefing and debrief, kept by size and theme

pose, life, identity and cast are pure and import no pygame. Everything is drawn in a design space of
400 x 400 units in which every head stands at the same place; canvas.py turns units into pixels.
"""
