"""How people.csv was made: 2,000 people who do not exist, the same bytes each time.

Only the bit stream of a seeded generator and plain arithmetic are used, which no release changes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np

PEOPLE: Final = Path(__file__).with_name("people.csv")
_SEED, _ROWS, _COINS = 20_250, 2_000, 12
_FIRST = (
    "Ada Ben Carla Daniel Elif Farid Greta Hugo Ines Jonas Kim Lena Milan Nora Omar Paula Quinn"
    " Rosa Sami Tara"
)
_LAST = (
    "Adler Berger Costa Demir Engel Fischer Garcia Haas Ivanov Jung Keller Lopez Meyer Novak Okafor"
    " Peters Rossi"
)
_GROUPS = (
    ("Families", 18, 55),
    ("Professionals", 18, 67),
    ("Retired", 60, 90),
    ("Students", 18, 34),
)
_TRAVELLERS = ("Travellers", 18, 90)


def _bell(draws: np.ndarray) -> np.ndarray:
    """Return about standard normal numbers: twelve even draws added up, less six."""
    total: np.ndarray = draws.sum(axis=1) - _COINS / 2
    return total


def people_csv() -> str:
    """Return the whole file as text."""
    draw = np.random.Generator(np.random.PCG64(_SEED))
    even = draw.random((_ROWS, 6))
    income_bell, spend_bell = (
        _bell(draw.random((_ROWS, _COINS))),
        _bell(draw.random((_ROWS, _COINS))),
    )
    groups, first, last = (*_GROUPS, _TRAVELLERS), _FIRST.split(), _LAST.split()
    lines = ["id,name,group,age,income,visits,tenure,spend"]
    for row in range(_ROWS):
        group, youngest, oldest = groups[int(even[row, 0] * len(groups))]
        age = youngest + int(even[row, 1] * (oldest - youngest + 1))
        income = max(
            9_000, round((46_000 + 260 * (age - 18) + 13_000 * income_bell[row]) / 100) * 100
        )
        visits = int(even[row, 2] * 40)
        tenure = round(even[row, 3] * min(age - 17, 30), 1)
        spend = max(
            5.0, 20 + 0.4 * age + income / 900 + 2.5 * visits + 1.8 * tenure + 12 * spend_bell[row]
        )
        name = f"{first[int(even[row, 4] * len(first))]} {last[int(even[row, 5] * len(last))]}"
        lines.append(f"{row + 1},{name},{group},{age},{income},{visits},{tenure},{spend:.2f}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PEOPLE.write_text(people_csv(), encoding="utf-8", newline="\n")
