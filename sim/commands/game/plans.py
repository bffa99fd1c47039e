"""Plans in the window: one can be kept from the debrief of a call that is in the journal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sim.commands.game.calls import Calls
from sim.commands.plans import keep_plan, new_plan, plan_for, plan_of_call

if TYPE_CHECKING:
    from sim.core.call import Call
    from sim.core.plans import KeptPlan
    from sim.stage.debrief.extras import Extras


class Plans(Calls):
    """What a trainee takes along from one call into the next."""

    def after_call(self, call: Call, call_id: str) -> Extras:
        """The plan that is kept with the call, and a way to keep one."""
        extras = super().after_call(call, call_id)
        if not call_id:
            return extras
        trainee = self.settings.trainee

        def keep(text: str) -> KeptPlan | None:
            return keep_plan(self.journal, new_plan(call.scenario, trainee, call_id, text))

        plan, planned = (
            plan_of_call(self.journal, trainee, call_id),
            plan_for(self.journal, trainee, call.scenario, call_id),
        )
        return replace(extras, plan=plan, planned=planned, keep_plan=keep)
