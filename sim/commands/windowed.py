"""The commands that draw, up to the moment when pygame is imported: by then it must be known that there is only one."""

from argparse import Namespace

from sim.commands.context import Context, UsageError


def only_one_pygame(context: Context) -> None:
    """Raises UsageError where pygame and pygame-ce are both installed, with the command that mends it."""
    from sim.stage.guard import REPAIR_COMMAND, both_pygames_installed

    if both_pygames_installed():
        raise UsageError(context.texts("cli.both_pygames", command=REPAIR_COMMAND))


def screenshot(context: Context, options: Namespace) -> int:
    """Draw a screen into a PNG file."""
    only_one_pygame(context)
    from sim.commands.pictures import screenshot as draw

    return draw(context, options)


def preview(context: Context, options: Namespace) -> int:
    """Play a scenario while it is being written, until the window is closed."""
    only_one_pygame(context)
    from sim.commands.preview import preview as show

    return show(context, options)
