"""How a decision map is laid out: its sides, and where it has room for the name of who leads."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

_LEAST: Final = 0.02
"""Share of the map below which a region has no room for a name."""
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class MapAxis:
    """One side of a decision map."""

    title: str
    kind: Literal["linear", "log", "words"]
    words: tuple[str, ...] = ()
    """The answers in order, where they are words."""

    def place(self, value: Any) -> float:
        """Return where a value lies on the axis: a word in the middle of its field.

        Raises
        ------
        ValueError
            where a word is none of the axis' own.
        """
        if self.kind != "words":
            return float(value)
        if value not in self.words:
            raise ValueError(f"{self.title}: must be one of {', '.join(self.words)}, got {value!r}")
        return self.words.index(value) + 0.5


def map_labels(cells: pd.DataFrame, across: MapAxis, up: MapAxis) -> pd.DataFrame:
    """Return a name for each region of a decision map, at the cell that lies deepest within it.

    Parameters
    ----------
    cells
        as `map_chart` takes them: one row a cell of a full grid.
    across, up
        the two axes.

    Returns
    -------
    frame
        columns x, y (in the axis' own unit, or a word) and text (who leads there, and how sure that
        is on a second line); one row an option whose largest connected region covers at least a
        fiftieth of the map.
    """
    xs, ys = _middles(cells, "x", across), _middles(cells, "y", up)
    columns, lines = _places(xs, across), _places(ys, up)
    grid = np.full((max(lines, default=-1) + 1, max(columns, default=-1) + 1), -1)
    grid[lines, columns] = range(len(cells))
    found = []
    for winner in dict.fromkeys(cells["winner"]):
        region = _largest((grid >= 0) & (cells["winner"] == winner).to_numpy()[grid])
        if region.sum() >= _LEAST * grid.size:
            deepest = int(grid[_innermost(region)])
            found.append((xs[deepest], ys[deepest], f"{winner}\n{cells['word'].iloc[deepest]}"))
    return pd.DataFrame(found, columns=["x", "y", "text"])


def _middles(cells: pd.DataFrame, side: str, axis: MapAxis) -> list[Any]:
    """Return the middle of each cell on one side.

    On a logarithmic axis the geometric mean of its borders.
    """
    if axis.kind == "words":
        return list(cells[side])
    bounds = zip(cells[side], cells[f"{side}2"], strict=True)
    return [
        math.sqrt(low * high) if axis.kind == "log" else (low + high) / 2 for low, high in bounds
    ]


def _places(middles: list[Any], axis: MapAxis) -> list[int]:
    """Return in which row or column of the grid each cell lies."""
    index = {value: place for place, value in enumerate(sorted(set(middles), key=axis.place))}
    return [index[value] for value in middles]


def _neighbours(mask: Mask) -> tuple[Mask, Mask, Mask, Mask]:
    """Return the mask moved by one cell to each side; what lies beyond the map is no part of it."""
    padded = np.pad(mask, 1)
    return padded[:-2, 1:-1], padded[2:, 1:-1], padded[1:-1, :-2], padded[1:-1, 2:]


def _largest(mask: Mask) -> Mask:
    """Return the largest part of a mask whose cells touch side by side."""
    rest, best = mask.copy(), np.zeros_like(mask)
    while rest.sum() > best.sum():
        part = np.zeros_like(mask)
        part[np.unravel_index(int(np.argmax(rest)), rest.shape)] = True
        while (
            grown := rest & np.any(np.stack((part, *_neighbours(part))), axis=0)
        ).sum() > part.sum():
            part = grown
        best = part if part.sum() > best.sum() else best
        rest &= ~part
    return best


def _innermost(mask: Mask) -> tuple[int, int]:
    """Return the cell farthest from the region's edge.

    Among equals the one nearest to their middle.
    """
    core = mask
    while (smaller := np.all(np.stack((core, *_neighbours(core))), axis=0)).any():
        core = smaller
    cells = np.argwhere(core)
    row, column = cells[np.argmin(((cells - cells.mean(axis=0)) ** 2).sum(axis=1))]
    return int(row), int(column)
