"""A screen reader's side of the bus, run by the system's Python: finds things by name, presses them, says what it saw.

    python3 atspi_client.py press:Settings see:"Less movement" on:"Less movement" insist:"Take the call" see:Ringing ...

A name that ends with a star stands for all that begin so. Each step waits until it can be done; the first that cannot
ends with status 1 and the names that were there. What is insisted on is pressed again every few seconds until the
next step is done: things that have just appeared take nothing in their first moment.
"""

import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

PATIENCE, INSISTING = 90.0, 3.0


def begin():
    """Say on the session's bus that somebody looks, as a screen reader does when it starts."""
    yes = GLib.Variant("(ssv)", ("org.a11y.Status", "IsEnabled", GLib.Variant("b", True)))
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    properties = "org.freedesktop.DBus.Properties"
    bus.call_sync("org.a11y.Bus", "/org/a11y/bus", properties, "Set", yes, None, Gio.DBusCallFlags.NONE, 20_000)


def walk(node):
    yield node
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield from walk(child)


def everything():
    """All that stands in windows of programs now; what goes away meanwhile is left out."""
    desktop, found = Atspi.get_desktop(0), []
    for i in range(desktop.get_child_count()):
        try:
            found += list(walk(desktop.get_child_at_index(i)))
        except (GLib.Error, AttributeError):
            continue
    return found


def named(name):
    for node in everything():
        try:
            if node.get_name() == name or (name.endswith("*") and node.get_name().startswith(name[:-1])):
                return node
        except GLib.Error:
            continue
    return None


def done(step, name):
    """Whether the step could be done now."""
    Atspi.get_desktop(0).clear_cache()
    node = named(name)
    if node is None:
        return False
    if step in ("press", "insist"):
        return node.get_action_name(0) is not None and node.do_action(0)
    if step == "on":
        return any(node.get_state_set().contains(kind) for kind in (Atspi.StateType.CHECKED, Atspi.StateType.PRESSED))
    if step == "focused":
        return node.get_state_set().contains(Atspi.StateType.FOCUSED)
    return step == "see"


def main():
    begin()
    before = None
    for argument in sys.argv[1:]:
        step, _, name = argument.partition(":")
        ends, again = time.monotonic() + PATIENCE, time.monotonic() + INSISTING
        while not done(step, name):
            if time.monotonic() > ends:
                names = [node.get_name() for node in everything()]
                sys.stdout.write("\n  ".join([f"not done: {argument}; there was:", *names]) + "\n")
                return 1
            if before is not None and time.monotonic() > again:
                done("press", before)
                again = time.monotonic() + INSISTING
            time.sleep(0.1)
        before = name if step == "insist" else None
        sys.stdout.write(f"done: {argument}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
