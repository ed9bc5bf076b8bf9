"""What pages and charts show, as frames: one row a mark or a line, words and rounded numbers only."""

from framework_compare.tables.cells import Behind, cell_evidence
from framework_compare.tables.comparison import (
    AXIS_ORDERS,
    YOURS,
    Comparison,
    article_comparison,
    compare_all,
    fit_cells,
    radar_axes,
    radar_profile,
    radar_values,
)
from framework_compare.tables.cross_check import cross_check_rows, cross_check_rule, cross_check_sentence, method_rows
from framework_compare.tables.ledger import (
    claim_counts,
    claim_rows,
    judged_shares,
    ledger,
    measure_next,
    source_rows,
)
from framework_compare.tables.overlaps import lead_text, merge_sentence, overlap_rows, shared_by_framework
from framework_compare.tables.record import (
    agreement_rates,
    baseline_rows,
    calibration_rates,
    cross_check_effect,
    miss_rows,
)
from framework_compare.tables.regions import map_labels
from framework_compare.tables.verdicts import contribution_rows, family_rows, must_rows, place_rows, score_sum
from framework_compare.tables.weights import weight_rows
from framework_compare.tables.what_if import (
    belief_text,
    central_rows,
    map_cells,
    map_project,
    rank_rows,
    stability_rows,
    weight_name,
    worth_rows,
)
from framework_compare.tables.words import KINDS, STATUSES, interval_text, percent, points_text, short_name, span_text

__all__ = [
    "AXIS_ORDERS",
    "KINDS",
    "STATUSES",
    "YOURS",
    "Behind",
    "Comparison",
    "agreement_rates",
    "article_comparison",
    "baseline_rows",
    "belief_text",
    "calibration_rates",
    "cell_evidence",
    "central_rows",
    "claim_counts",
    "claim_rows",
    "compare_all",
    "contribution_rows",
    "cross_check_effect",
    "cross_check_rows",
    "cross_check_rule",
    "cross_check_sentence",
    "family_rows",
    "fit_cells",
    "interval_text",
    "judged_shares",
    "lead_text",
    "ledger",
    "map_cells",
    "map_labels",
    "map_project",
    "measure_next",
    "merge_sentence",
    "method_rows",
    "miss_rows",
    "must_rows",
    "overlap_rows",
    "percent",
    "place_rows",
    "points_text",
    "radar_axes",
    "radar_profile",
    "radar_values",
    "rank_rows",
    "score_sum",
    "shared_by_framework",
    "short_name",
    "source_rows",
    "span_text",
    "stability_rows",
    "weight_name",
    "weight_rows",
    "worth_rows",
]
