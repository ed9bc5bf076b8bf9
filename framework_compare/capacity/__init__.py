"""What an option needs to serve its visitors, and what that costs: from measured figures, with bands.

Cores follow from the utilisation law, sessions from Little's law, memory and the cost of a click from the lab's
measurements. Nothing here knows a price or a threshold of its own: they come with the question.
"""

from framework_compare.capacity.crossing import Crossing, crossing
from framework_compare.capacity.figures import Figure, Figures, figures_of
from framework_compare.capacity.knee import KneeCheck, knee_checks, most_users_of_a_core
from framework_compare.capacity.planning import Planner
from framework_compare.capacity.workload import Plan, Prices, Range, Workload

__all__ = [
    "Crossing",
    "Figure",
    "Figures",
    "KneeCheck",
    "Plan",
    "Planner",
    "Prices",
    "Range",
    "Workload",
    "crossing",
    "figures_of",
    "knee_checks",
    "most_users_of_a_core",
]
