"""The record of the verdicts on real decisions as text for a terminal."""

from __future__ import annotations

from framework_compare.decisions.record import (
    Bin,
    CrossCheckEffect,
    FinalistsRate,
    Rate,
    Robustness,
    TrackRecord,
)
from framework_compare.text import percent


def _share(rate: Rate) -> str:
    if rate.share is None or rate.low is None or rate.high is None:
        return "no cases"
    return f"{percent(rate.share)} [{percent(rate.low)}, {percent(rate.high)}] of {rate.n}"


def _percent(value: float | None) -> str:
    return "–" if value is None else percent(value)


def printed(record: TrackRecord) -> str:
    """Return the whole record as lines of text."""
    lines = [
        f"{record.counted} of {record.cases} decisions counted (four facts or more, evidence"
        " not weak)"
    ]
    for title, agreement in (
        ("team's shortlist", record.shortlist),
        ("all ten", record.all),
        ("not counted, all ten", record.not_counted),
    ):
        tops = "; ".join(
            f"top {top} {_share(rate)}"
            for top, rate in enumerate((agreement.top1, agreement.top2, agreement.top3), 1)
        )
        interval = agreement.clustered
        by_team = f"; by team [{percent(interval[0])}, {percent(interval[1])}]" if interval else ""
        lines.append(f"{title}: {tops}{by_team}")
    lines.append("baselines (shortlist | all ten; cases where the verdict is better/worse):")
    lines += [
        f"  {rule.name}: {_share(rule.shortlist)}"
        f" (+{rule.shortlist_better}/-{rule.shortlist_worse}) | {_share(rule.all)}"
        f" (+{rule.all_better}/-{rule.all_worse})"
        for rule in record.baselines
    ]
    for over, words, score, effect, bins, held in (
        (
            "shortlist",
            record.calibration.shortlist,
            record.log_score.shortlist,
            record.cross_check.shortlist,
            record.reliability.shortlist,
            record.finalists.shortlist,
        ),
        (
            "all",
            record.calibration.all,
            record.log_score.all,
            record.cross_check.all,
            record.reliability.all,
            record.finalists.all,
        ),
    ):
        lines.append(f"by word, {over}:")
        lines += [f"  {w.word}: {_share(w)}, rejected {w.rejected}" for w in words if w.n]
        lines.append(f"  log score of the shares {_score(score)}")
        lines += _reliability(bins, held)
        lines += _cross_check(effect)
    lines += _robustness(record.robustness)
    services = record.pairings
    lines.append(
        f"a service behind it: advised {services.advised}, chosen {services.chosen}, both"
        f" {services.both} (precision {_percent(services.precision)}, recall"
        f" {_percent(services.recall)})"
    )
    for over, misses in (("shortlist", record.misses.shortlist), ("all", record.misses.all)):
        lines.append(f"misses, {over}:")
        lines += [
            f"  {miss.id} [{miss.kind}, {miss.confidence}] {miss.champion} for"
            f" {'+'.join(miss.chosen)}: {miss.reason}"
            for miss in misses
        ]
    return "\n".join(lines)


def _score(value: float | None) -> str:
    return "–" if value is None else format(value, ".3f")


def _reliability(bins: tuple[Bin, ...], held: FinalistsRate) -> list[str]:
    """Return how often shares came true, and how often the finalists held what was taken."""
    lines = [f"  said {percent(found.said)}: right {_share(found.right)}" for found in bins]
    if held.families is not None:
        lines.append(f"  finalists hold it: {_share(held.covered)}; {held.families:.1f} families")
    return lines


def _cross_check(effect: CrossCheckEffect) -> list[str]:
    """Return what the other methods would change, if they lowered words.

    The words then, those lowered, the words' log score without and with it.
    """
    then = ", ".join(f"{rate.word} {_share(rate)}" for rate in effect.lowered_words if rate.n)
    scores = effect.word_log_score
    return [
        f"  if the cross-check lowered words: {then or 'no cases'}",
        f"  it would lower: {_share(effect.lowered)} agree",
        (
            f"  log score of the words without it {_score(scores.before)}, with it"
            f" {_score(scores.after)}"
        ),
    ]


def _robustness(robustness: Robustness) -> list[str]:
    shaken, few = robustness.shaken, robustness.goal_and_three
    return [
        *(
            f"all judged numbers ±20 %, {shaken.times} times, {over}: median"
            f" {percent(spread.median)} [{percent(spread.low)}, {percent(spread.high)}]"
            for over, spread in (("shortlist", shaken.shortlist), ("all", shaken.all))
            if spread
        ),
        "one field left out (shortlist | all ten):",
        *(
            f"  {row.field} (stated {row.stated}): {percent(row.shortlist)} | {percent(row.all)}"
            for row in robustness.blanked
        ),
        f"the goal and three random facts: {percent(few.shortlist)} | {percent(few.all)}",
    ]
