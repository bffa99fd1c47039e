"""A call that is played together in the classroom."""

from tests.team.classroom import FIRST


class Round:
    """A call on the big screen with voters in the room."""

    def __init__(self, room, session, voters=3):
        self.room, self.address = room, f"/api/lead/sessions/{session['id']}/together"
        self.voters = [room.join(session, f"Voter {n}") for n in range(voters)]
        self.session = session

    def begin(self, scenario=FIRST):
        return self.room.lead("POST", self.address, {"scenario": scenario}).status_code

    def do(self, what, option=""):
        return self.room.lead("PATCH", self.address, {"do": what, "option": option}).status_code

    def question(self, voter=0):
        return self.voters[voter].get("/api/together").json()

    def vote(self, voter, option, turn=None):
        body = {"turn": turn or self.question(voter)["turn"], "option": option}
        trainee = self.voters[voter]
        return self.room.client.post("/api/together/vote", json=body, headers=trainee.headers)

    def screen(self):
        return self.room.client.get(f"/sessions/{self.session['id']}/together/live").text
