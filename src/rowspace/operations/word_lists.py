"""Words the lesson's bias panel starts from."""

from __future__ import annotations

# The ten pairs of Bolukbasi et al. 2016, the male word first.
PAIRS: tuple[tuple[str, str], ...] = (
    ("he", "she"),
    ("his", "her"),
    ("man", "woman"),
    ("john", "mary"),
    ("himself", "herself"),
    ("son", "daughter"),
    ("father", "mother"),
    ("guy", "gal"),
    ("boy", "girl"),
    ("male", "female"),
)

# Words that name no gender by themselves (no actress, no policeman), all in GloVe's table and most in MiniLM's.
# fmt: off
OCCUPATIONS: tuple[str, ...] = (
    "accountant", "architect", "artist", "astronaut", "athlete", "attorney", "author", "baker", "banker", "barber",
    "boss", "broker", "butcher", "captain", "carpenter", "chef", "chemist", "clerk", "coach", "composer", "cook",
    "counselor", "dancer", "dentist", "designer", "detective", "doctor", "driver", "economist", "editor", "engineer",
    "farmer", "guard", "historian", "housekeeper", "journalist", "judge", "lawyer", "lecturer", "librarian",
    "manager", "mathematician", "mechanic", "miner", "musician", "nanny", "nurse", "painter", "philosopher",
    "photographer", "physician", "physicist", "pilot", "poet", "programmer", "professor", "psychologist",
    "receptionist", "secretary", "singer", "soldier", "surgeon", "teacher", "therapist", "writer",
)
# fmt: on
