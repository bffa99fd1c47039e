"""The catalogue of problems, as data: the check's output, the documentation page and the tests all come from here.

One row: code, name, severity, what it means in one line, the message, the hint, the smallest file that has it (under
tests/must_fail). Messages speak to a trainer who is no programmer. `{found}` is what stands in the file, `{guess}` a
"did you mean" or the list of what is known there.
"""

from sim.content.catalogue.fairness import FAIR
from sim.content.catalogue.fields import FIELDS
from sim.content.catalogue.language import LANGUAGE
from sim.content.catalogue.others import OTHERS, PLAYS
from sim.content.catalogue.structure import STRUCTURE
from sim.content.catalogue.text import TEXT
from sim.content.problems import Kind

CATALOGUE: tuple[Kind, ...] = (*TEXT, *FIELDS, *STRUCTURE, *FAIR, *LANGUAGE, *PLAYS, *OTHERS)
BY_NAME: dict[str, Kind] = {kind.name: kind for kind in CATALOGUE}
BY_CODE: dict[str, Kind] = {kind.code: kind for kind in CATALOGUE}
