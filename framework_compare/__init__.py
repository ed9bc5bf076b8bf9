"""Which Python framework fits a data product, how sure that is, why, and what would change it.

>>> from framework_compare import Requirement, recommend
>>> recommend(Requirement(goal="rest_api", audience=("company_wide",))).champion
'fastapi'
"""

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.loading import load_catalogue
from framework_compare.errors import DataError, FrameworkCompareError, Problem, RequirementError
from framework_compare.requirement.links import from_query, to_query
from framework_compare.requirement.model import Requirement
from framework_compare.requirement.parsing import parse_requirement
from framework_compare.scoring.results import Verdict
from framework_compare.scoring.study import recommend

__all__ = [
    "Catalogue",
    "DataError",
    "FrameworkCompareError",
    "Problem",
    "Requirement",
    "RequirementError",
    "Verdict",
    "from_query",
    "load_catalogue",
    "parse_requirement",
    "recommend",
    "to_query",
]
