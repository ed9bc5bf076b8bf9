"""What would change the verdict: answers, numbers, weights and evidence, and what is worth finding out."""

from framework_compare.explain.answers import Change, answer_flips, possible_answers
from framework_compare.explain.evidence import evidence_flips
from framework_compare.explain.flips import changed_by, every_flip
from framework_compare.explain.information import Worth, next_question, worth_of_answers, worth_of_cells
from framework_compare.explain.weights import Stability, WeightFlips, never_text, weight_flips

__all__ = [
    "Change",
    "Stability",
    "WeightFlips",
    "Worth",
    "answer_flips",
    "changed_by",
    "every_flip",
    "evidence_flips",
    "never_text",
    "next_question",
    "possible_answers",
    "weight_flips",
    "worth_of_answers",
    "worth_of_cells",
]
