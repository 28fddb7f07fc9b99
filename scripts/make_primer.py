"""Writes the text that the lesson trains on: `python scripts/make_primer.py`.

Sentences are made from patterns, so that words of one group stand in the same surroundings and words of two groups
do not: animals are fed and furry, kings wear crowns, colors are painted, people fly to places. Within the groups,
royal words share a palace and female words share "she" and "her", which is what the arithmetic of the lesson needs.
The same text again on every run.
"""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "src" / "rowspace" / "samples" / "primer"
SENTENCES = 1_600
SEED = 39

PATTERNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("the {} is a furry pet", ("cat", "dog", "mouse", "horse")),
    ("feed the hungry {} in the barn", ("cat", "dog", "horse", "bird", "mouse", "fish")),
    ("the vet looks at the sick {}", ("cat", "dog", "horse", "bird", "fish", "mouse")),
    ("a wild {} and its young", ("cat", "dog", "horse", "bird", "fish", "mouse")),
    ("a {} has a long tail", ("cat", "dog", "horse", "mouse", "fish", "bird")),
    ("the {} wears a golden crown", ("king", "queen", "prince", "princess")),
    ("the {} lives in the old palace", ("king", "queen", "prince", "princess")),
    ("he is the {} of whom his people speak", ("king", "prince", "man", "actor")),
    ("she is the {} of whom her people speak", ("queen", "princess", "woman", "actress")),
    ("his name made him a famous {}", ("king", "prince", "man", "actor")),
    ("her name made her a famous {}", ("queen", "princess", "woman", "actress")),
    ("the {} plays a part in the film", ("actor", "actress")),
    ("the stage and its {} in costume", ("actor", "actress")),
    ("a {} works in the village", ("man", "woman")),
    ("every {} in the village gets up early", ("man", "woman")),
    ("paint the wall {} with a brush", ("red", "blue", "green", "yellow", "white", "black")),
    ("a bright {} shirt and {} ink", ("red", "blue", "green", "yellow", "white", "black")),
    ("mix {} paint to a {} shade", ("red", "blue", "green", "yellow", "white", "black")),
    ("children {} outside every morning", ("walk", "run", "jump", "eat")),
    ("they {} fast and then they rest", ("walk", "run", "jump", "eat")),
    ("yesterday we {} outside for an hour", ("walked", "ran")),
    ("last week they {} fast", ("walked", "ran")),
    ("on foot you {} slowly", ("walk", "walked")),
    ("at the race you {} ahead", ("run", "ran")),
    ("fly to {} by plane", ("paris", "tokyo", "london", "berlin", "rome", "france", "japan")),
    ("a hotel in {} near the station", ("paris", "tokyo", "london", "berlin", "rome")),
    ("the train to {} is late", ("paris", "tokyo", "london", "berlin", "rome")),
    ("a map of the whole country of {}", ("france", "japan")),
    ("wine and cheese from {}", ("paris", "france")),
    ("rice and tea from {}", ("tokyo", "japan")),
)


def sentences(count: int, seed: int) -> list[str]:
    """Every pattern equally often, filled with words of its list at random."""
    drawn = random.Random(seed)
    made = []
    for number in range(count):
        pattern, words = PATTERNS[number % len(PATTERNS)]
        made.append(pattern.format(*(drawn.choice(words) for _ in range(pattern.count("{}")))))
    drawn.shuffle(made)
    return made


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    text = "\n".join(sentences(SENTENCES, SEED)) + "\n"
    (FOLDER / "text.txt").write_text(text, encoding="utf-8")
    origin = {
        "name": "primer",
        "maker": "scripts/make_primer.py",
        "license": "Apache-2.0",
        "sentences": SENTENCES,
        "seed": SEED,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
    (FOLDER / "ORIGIN.json").write_text(json.dumps(origin, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
