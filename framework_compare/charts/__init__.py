"""One chart for each question: a frame goes in, a Vega-Lite specification comes out."""

from framework_compare.charts.agreement import agreement, agreement_alt
from framework_compare.charts.central_weights import central_height, central_weights, central_weights_alt
from framework_compare.charts.claims import claims_summary, claims_summary_alt
from framework_compare.charts.contributions import contribution_bars, contribution_bars_alt
from framework_compare.charts.decision_map import MapAxis, decision_map, decision_map_alt, decision_map_specification
from framework_compare.charts.family_bars import family_bars, family_bars_alt
from framework_compare.charts.heat import CELL, heat_table, heat_table_alt
from framework_compare.charts.parts import Drawing, drawn, specification
from framework_compare.charts.radar import MOST_AXES, MOST_OPTIONS, radar, radar_alt, radar_specification
from framework_compare.charts.rank_bars import rank_bars, rank_bars_alt
from framework_compare.charts.rank_slope import rank_slope, rank_slope_alt
from framework_compare.charts.stability import stability_bars, stability_bars_alt, stability_height
from framework_compare.charts.weight_ranges import weight_ranges, weight_ranges_alt
from framework_compare.charts.worth_bars import worth_bars, worth_bars_alt, worth_height

__all__ = [
    "CELL",
    "MOST_AXES",
    "MOST_OPTIONS",
    "Drawing",
    "MapAxis",
    "agreement",
    "agreement_alt",
    "central_height",
    "central_weights",
    "central_weights_alt",
    "claims_summary",
    "claims_summary_alt",
    "contribution_bars",
    "contribution_bars_alt",
    "decision_map",
    "decision_map_alt",
    "decision_map_specification",
    "drawn",
    "family_bars",
    "family_bars_alt",
    "heat_table",
    "heat_table_alt",
    "radar",
    "radar_alt",
    "radar_specification",
    "rank_bars",
    "rank_bars_alt",
    "rank_slope",
    "rank_slope_alt",
    "specification",
    "stability_bars",
    "stability_bars_alt",
    "stability_height",
    "weight_ranges",
    "weight_ranges_alt",
    "worth_bars",
    "worth_bars_alt",
    "worth_height",
]
