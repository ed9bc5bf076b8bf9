"""The validation's figures as text for a terminal."""

from __future__ import annotations

from typing import Any


def _share(figures: dict[str, Any]) -> str:
    if figures["share"] is None:
        return "no cases"
    return f"{figures['share']:.0%} [{figures['low']:.0%}, {figures['high']:.0%}] of {figures['n']}"


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.0%}"


def report(result: dict[str, Any]) -> str:
    """Return the figures of `evaluate` as lines of text."""
    lines = [
        f"{result['counted']} of {result['cases']} decisions counted (four facts or more, evidence"
        " not weak)"
    ]
    for key, title in (
        ("shortlist", "team's shortlist"),
        ("all", "all ten"),
        ("not_counted", "not counted, all ten"),
    ):
        figures = result[key]
        tops = "; ".join(f"top {top} {_share(figures[f'top{top}'])}" for top in (1, 2, 3))
        clusters = figures.get("clustered")
        by_team = f"; by team [{clusters[0]:.0%}, {clusters[1]:.0%}]" if clusters else ""
        lines.append(f"{title}: {tops}{by_team}")
    lines.append("baselines (shortlist | all ten; cases where the verdict is better/worse):")
    for row in result["baselines"]:
        lines.append(
            f"  {row['name']}: {_share(row['shortlist'])}"
            f" (+{row['shortlist_better']}/-{row['shortlist_worse']}) | {_share(row['all'])}"
            f" (+{row['all_better']}/-{row['all_worse']})"
        )
    for key in ("shortlist", "all"):
        lines.append(f"by word, {key}:")
        lines += [
            f"  {row['word']}: {_share(row)}, rejected {row['rejected']}"
            for row in result["calibration"][key]
            if row["n"]
        ]
        log_score = result["log_score"][key]
        lines.append(f"  log score of the shares {_score(log_score)}")
        lines += _cross_check(result["cross_check"][key])
    lines += _robustness(result["robustness"])
    pairs = result["pairings"]
    lines.append(
        f"a service behind it: advised {pairs['advised']}, chosen {pairs['chosen']}, both"
        f" {pairs['both']} (precision {_percent(pairs['precision'])}, recall"
        f" {_percent(pairs['recall'])})"
    )
    for key in ("shortlist", "all"):
        lines.append(f"misses, {key}:")
        for miss in result["misses"][key]:
            how = (
                f"[{miss['kind']}, {miss['confidence']}] {miss['champion']} for"
                f" {'+'.join(miss['chosen'])}"
            )
            lines.append(f"  {miss['id']} {how}: {miss['reason']}")
    return "\n".join(lines)


def _score(value: float | None) -> str:
    return "–" if value is None else format(value, ".3f")


def _cross_check(figures: dict[str, Any]) -> list[str]:
    """Return what the other methods changed.

    The words before, those lowered, the words' log score before and after.
    """
    before = ", ".join(f"{row['word']} {_share(row)}" for row in figures["before"] if row["n"])
    scores = figures["word_log_score"]
    return [
        f"  without the cross-check: {before or 'no cases'}",
        f"  lowered by it: {_share(figures['lowered'])} agree",
        (
            f"  log score of the words without it {_score(scores['before'])}, with it"
            f" {_score(scores['after'])}"
        ),
    ]


def _robustness(figures: dict[str, Any]) -> list[str]:
    lines = []
    for key in ("shortlist", "all"):
        if key in figures["shaken"]:
            shaken = figures["shaken"][key]
            lines.append(
                f"all judged numbers ±20 %, {figures['shaken']['times']} times, {key}: median"
                f" {shaken['median']:.0%} [{shaken['low']:.0%}, {shaken['high']:.0%}]"
            )
    lines.append("one field left out (shortlist | all ten):")
    lines += [
        f"  {row['field']} (stated {row['stated']}): {row['shortlist']:.0%} | {row['all']:.0%}"
        for row in figures["blanked"]
    ]
    few = figures["goal_and_three"]
    lines.append(
        f"the goal and three random facts: {_percent(few['shortlist'])} | {_percent(few['all'])}"
    )
    return lines
