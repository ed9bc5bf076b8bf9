"""How fast the engine is, against plain numpy that makes the same draws.

Run it with ``python -m tests.benchmarks.engine``. The floor is chunked float32 numpy with one
generator: the same intervals, weights, needs, pairings and structural errors, and the same outputs
(rank counts, families' firsts, pairings that beat their screens alone). Figures are CPU time with
BLAS on one thread; the ratio of the two in one run is what counts, since machines differ.
"""

from __future__ import annotations

import os

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

import statistics  # noqa: E402  # after the thread counts
import sys  # noqa: E402
import time  # noqa: E402
import tracemalloc  # noqa: E402
from collections.abc import Callable  # noqa: E402

import numpy as np  # noqa: E402

from framework_compare import Requirement, load_catalogue  # noqa: E402
from framework_compare.explain.answers import answer_flips  # noqa: E402
from framework_compare.explain.decision_map import decision_map  # noqa: E402
from framework_compare.explain.evidence import evidence_flips  # noqa: E402
from framework_compare.explain.information import (  # noqa: E402
    next_question,
    worth_of_answers,
    worth_of_cells,
)
from framework_compare.explain.weights import weight_flips  # noqa: E402
from framework_compare.scoring.acceptability import acceptability  # noqa: E402
from framework_compare.scoring.distributions import slopes  # noqa: E402
from framework_compare.scoring.study import Study, recommend  # noqa: E402
from framework_compare.vocabulary import CRITERIA, GROUPS, VALUE_TREE  # noqa: E402

CHUNK = 8192
REQUIREMENT = Requirement(
    goal="interactive_dashboard",
    audience=("company_wide",),
    peak_concurrent_users=150,
    weeks_to_first_release=10,
    team_skills=("python", "data_science"),
    visualisation="high",
    ui_customization="medium",
    auth="sso",
    hosting=("containers", "on_premises"),
    devops_capacity="medium",
    cost_sensitivity="high",
    existing_framework="flask",
    needs=("cross_chart_interaction", "many_pages", "live_updates"),
)
ONLY_A_GOAL = Requirement(goal="internal_data_tool")
AXES = ("peak_concurrent_users", "weeks_to_first_release")


def drawn(bounds: np.ndarray, t: np.ndarray) -> np.ndarray:
    mid, spread, bend = (part.astype(np.float32)[..., None] for part in slopes(bounds))
    return mid + t * spread + np.abs(t) * bend


def floor(study: Study, draws: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The same simulation in plain numpy."""
    (under,), catalogue = study.goals, study.catalogue
    options, model, needed, further = study.options, catalogue.model, under.stated, under.further
    kinds, learnt, number = len(study.ground.names), catalogue.learnt, len(CRITERIA)
    rng = np.random.Generator(np.random.SFC64(1))
    ui, service = np.array(options.ui), np.array(options.service)
    pairs = np.flatnonzero(ui != service)
    size = len(ui)
    ranks, families, beats = np.zeros((size, size), int), np.zeros(kinds), np.zeros(size, int)
    graded = np.array([criterion.basis == "cell" for criterion in catalogue.criteria])
    stated, turning_up = CRITERIA.index("stated_needs"), CRITERIA.index("further_needs")
    bounds = study.ground.arrays.cells.copy()
    own = ~graded
    bounds[:, own] = under.bounds[:kinds, own]
    edges = np.cumsum(further.likely).astype(np.float32)
    losses = further.losses.astype(np.float32)
    levels = np.cumsum(further.chances)[:-1].astype(np.float32)
    addresses = 1 - further.routing.astype(np.float32)
    for start in range(0, draws, CHUNK):
        n = min(CHUNK, draws - start)
        t = rng.random((kinds, number, n), dtype=np.float32) * 2 - 1
        structure = (learnt.structural * study.ground.alike).astype(np.float32)
        structure = structure @ rng.standard_normal((kinds, n), dtype=np.float32)
        cause = rng.random((number, n), dtype=np.float32)
        for column, criterion in enumerate(catalogue.criteria):
            if criterion.shares_cause_with:
                together = cause[column] < model.errors.shared_cause
                t[:, column] = np.where(
                    together, t[:, CRITERIA.index(criterion.shares_cause_with)], t[:, column]
                )
        needs = drawn(under.profile.bounds, rng.random((number, n), dtype=np.float32) * 2 - 1)
        top, leaves = (
            np.array([[each.share, each.spread] for each in table.values()], np.float32)[:, :, None]
            for table in (learnt.groups, learnt.criteria)
        )
        groups = np.exp(top[:, 1] * rng.standard_normal((len(GROUPS), n), dtype=np.float32))
        groups *= top[:, 0]
        groups /= groups.sum(axis=0)
        weights = np.exp(leaves[:, 1] * rng.standard_normal((number, n), dtype=np.float32))
        weights *= leaves[:, 0]
        for row, group in enumerate(GROUPS):
            members = [CRITERIA.index(criterion) for criterion in VALUE_TREE[group]]
            weights[members] *= groups[row] / weights[members].sum(axis=0)
        cells = drawn(bounds, t)
        capabilities = np.empty((size, number, n), np.float32)
        capabilities[:kinds] = cells
        for pair in pairs:
            for column, criterion in enumerate(CRITERIA):
                rule = catalogue.rules[criterion]
                a, b = cells[ui[pair], column], cells[service[pair], column]
                if not graded[column]:
                    capabilities[pair, column] = drawn(
                        under.bounds[pair, column], t[ui[pair], column]
                    )
                elif rule.take in ("ui", "mixed"):
                    capabilities[pair, column] = np.maximum(a - rule.cost, 0)
                else:
                    chosen = np.maximum(a, b) if rule.take == "better" else np.minimum(a, b)
                    capabilities[pair, column] = np.maximum(chosen - rule.cost, 0)
        short = np.maximum(needs[None] - capabilities, 0)
        fit = np.ones((size, n), np.float32)
        for item, level in enumerate(needed.levels):
            met = drawn(needed.ticked[:, item], t[ui, stated])
            fit *= 1 - np.float32(model.stated_needs.loss_per_need) * np.maximum(
                np.float32(level) - met, 0
            )
        short[:, stated] = 1 - fit
        fit = np.ones((size, n), np.float32)
        for slot in rng.random((model.stated_needs.unstated, 2, n), dtype=np.float32):
            which = np.minimum(np.searchsorted(edges, slot[1]), len(edges) - 1)
            fit *= 1 - np.where(
                slot[0] < model.stated_needs.unstated_chance, losses[:, which], np.float32(0)
            )
        if len(levels):
            fit *= addresses[:, np.searchsorted(levels, rng.random(n, dtype=np.float32))]
        short[:, turning_up] = 1 - fit
        scores = 100 - 100 * np.einsum("cn,ocn->on", weights, short) + structure[ui]
        scores += under.constants[:, None].astype(np.float32)
        better = np.zeros((size, n), np.uint8)
        for i in range(size):
            for j in range(i + 1, size):
                gap = scores[i] - scores[j]
                better[j] += gap > 1e-5
                better[i] += gap < -1e-5
        ranks += np.stack([np.bincount(row, minlength=size) for row in better])
        firsts = np.stack([(better[ui == family] == 0).any(axis=0) for family in range(kinds)])
        families += (firsts / firsts.sum(axis=0)).sum(axis=1)
        for pair in pairs:
            beats[pair] += (scores[pair] > scores[ui[pair]]).sum()
    return ranks, families, beats


def cpu(function: Callable[[], object], repeats: int) -> float:
    """Median CPU milliseconds of one call, after one to warm up."""
    function()
    found = []
    for _ in range(repeats):
        start = time.process_time()
        function()
        found.append((time.process_time() - start) * 1000)
    return statistics.median(found)


def cold(function: Callable[[], object], repeats: int = 5) -> float:
    """Median CPU milliseconds of one call, with only the catalogue and imports kept from before."""
    function()
    found = []
    for _ in range(repeats):
        forget()
        start = time.process_time()
        function()
        found.append((time.process_time() - start) * 1000)
    return statistics.median(found)


def forget() -> None:
    """Empty every cache of the engine: evidence arrays, draws, fits."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("framework_compare.scoring", "framework_compare.explain")):
            for kept in vars(module).values():
                if callable(getattr(kept, "cache_clear", None)):
                    kept.cache_clear()


def peak(function: Callable[[], object]) -> float:
    """Peak of traced memory in MiB."""
    tracemalloc.start()
    function()
    found = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return found


def figures(repeats: int = 7) -> dict[str, float]:
    """Everything that this benchmark reports."""
    catalogue = load_catalogue()

    def asked(requirement: Requirement = REQUIREMENT) -> Study:
        return Study(requirement, catalogue)

    study = asked()
    plain, ours = [], []
    for _ in range(repeats):  # alternating, so that a busy machine hits both
        plain.append(cpu(lambda: floor(study, 100_000), 1))
        ours.append(cpu(lambda: acceptability(study, 100_000), 1))
    return {
        "floor, 100,000 draws, ms": statistics.median(plain),
        "engine, 100,000 draws, ms": statistics.median(ours),
        "engine / floor": statistics.median(a / b for a, b in zip(ours, plain, strict=True)),
        "verdict, 10,000 draws, ms": cpu(lambda: recommend(REQUIREMENT, catalogue), 15),
        "verdict without any answer, ms": cpu(lambda: recommend(Requirement(), catalogue), 15),
        "one score, no draws, ms": cpu(lambda: asked().scores, 30),
        "the next question, ms": cpu(lambda: next_question(asked()), 3),
        "every single answer tried, ms": cpu(lambda: answer_flips(asked()), 3),
        "weight flips, all rivals, ms": cpu(lambda: weight_flips(asked()), 15),
        "cell flips, all rivals, ms": cpu(lambda: evidence_flips(asked()), 3),
        "decision map 40 x 40, cold, ms": cold(lambda: decision_map(asked(), *AXES)),
        "worth of all answers, cold, ms": cold(lambda: worth_of_answers(asked())),
        "the same, only a goal known, ms": cold(lambda: worth_of_answers(asked(ONLY_A_GOAL))),
        "the same, nothing known, ms": cold(lambda: worth_of_answers(asked(Requirement()))),
        "worth of all cells, cold, ms": cold(lambda: worth_of_cells(asked())),
        "peak memory, 50,000 draws, MiB": peak(lambda: acceptability(study, 50_000)),
        "peak memory, 200,000 draws, MiB": peak(lambda: acceptability(study, 200_000)),
    }


if __name__ == "__main__":
    for name, value in figures().items():
        print(f"{name:36} {value:8.2f}")
