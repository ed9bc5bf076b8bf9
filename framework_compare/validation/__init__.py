"""How the verdicts do on decisions that real teams made."""

from framework_compare.validation.cases import Case, cases_of, read_cases
from framework_compare.validation.evaluation import evaluate
from framework_compare.validation.reporting import report

__all__ = ["Case", "cases_of", "evaluate", "read_cases", "report"]
