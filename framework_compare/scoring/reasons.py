"""Why the champion beats the runner-up.

Contributions, the fewest that suffice, and each in a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.criteria import Criterion
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.additive import Problem, Scored
from framework_compare.scoring.arrays import ITEMS, evidence_arrays
from framework_compare.scoring.composed import item_bounds
from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.results import Contribution, Reason
from framework_compare.vocabulary import CRITERIA, FRAMEWORKS, HOSTS, SKILLS, SURFACES, CriterionId

_VISIBLE = 0.05
"""Points of 100 below which a difference is not worth a sentence."""
_APART = 0.15
"""Difference on a scale from 0 to 1 from which two parts count as different."""
_NAMED = 3
_NAMES = ("Python",)


def contributions(scored: Scored, champion: int, rival: int) -> tuple[Contribution, ...]:
    """Return what each criterion adds to the lead, w·(fit of champion - fit of rival), in points.

    They sum to the difference of the two scores exactly, since the model is additive.
    """
    gaps = 100 * scored.weights * (scored.fits[champion] - scored.fits[rival])
    return tuple(
        Contribution(
            criterion=criterion,
            points=float(gaps[column]),
            champion_fit=float(scored.fits[champion, column]),
            runner_up_fit=float(scored.fits[rival, column]),
            weight=float(scored.weights[column]),
        )
        for column, criterion in enumerate(CRITERIA)
    )


def sufficient(against: Iterable[Contribution]) -> tuple[CriterionId, ...]:
    """Return the fewest criteria whose advantages alone outweigh all disadvantages.

    Taking advantages in order of size until they exceed the sum of the disadvantages is optimal in
    number, since any set of that many has at most that sum. Empty where nothing speaks against the
    champion's lead being zero.
    """
    ordered = sorted(against, key=lambda item: -item.points)
    losses = -sum(item.points for item in ordered if item.points < 0)
    chosen: list[CriterionId] = []
    total = 0.0
    for item in ordered:
        if item.points <= 0 or (chosen and total > losses):
            break
        chosen.append(item.criterion)
        total += item.points
    return tuple(chosen) if total > losses else ()


def anchor_text(criterion: Criterion, value: float) -> str:
    """Return the words of the anchor nearest to a value on the criterion's scale."""
    return min(criterion.anchors, key=lambda anchor: abs(anchor.at - value)).text


def reasons(
    requirement: Requirement,
    catalogue: Catalogue,
    scored: Scored,
    champion: int,
    rival: int | None,
    against: tuple[Contribution, ...],
) -> tuple[Reason, ...]:
    """Return every visible contribution in words, largest first, for and against."""
    if rival is None:
        return ()
    visible = sorted(
        (c for c in against if abs(c.points) >= _VISIBLE), key=lambda c: -abs(c.points)
    )
    words = _Words(requirement, catalogue, scored, champion, rival)
    return tuple(Reason(c.criterion, c.points, words.sentence(c)) for c in visible)


def _inside_a_sentence(label: str) -> str:
    """Return a label as it goes within a sentence.

    Names such as JavaScript and HTML keep their capitals.
    """
    first = label.split(maxsplit=1)[0]
    plain = first[1:].islower() or len(first) == 1
    return label[:1].lower() + label[1:] if plain and first not in _NAMES else label


class _Words:
    """Turns contributions into sentences; each says only what the scored numbers say."""

    def __init__(
        self,
        requirement: Requirement,
        catalogue: Catalogue,
        scored: Scored,
        champion: int,
        rival: int,
    ) -> None:
        self.requirement = requirement
        self.catalogue = catalogue
        self.scored = scored
        self.problem: Problem = scored.problems[0]
        shares = np.array([problem.share for problem in scored.problems])
        self.mean = np.tensordot(
            shares, np.stack([problem.bounds for problem in scored.problems]), 1
        )
        self.need = np.tensordot(
            shares, np.stack([problem.profile.bounds for problem in scored.problems]), 1
        )
        self.pair = (champion, rival)

    def sentence(self, contribution: Contribution) -> str:
        """Return one sentence: the better side first."""
        better, worse = self.pair if contribution.points > 0 else self.pair[::-1]
        by_basis = {
            "blocks": self._blocks,
            "needs": self._needs,
            "hosts": self._hosts,
            "demands": self._skills,
            "kept": self._kept,
        }
        basis = self.catalogue.criterion(contribution.criterion).basis
        special = by_basis[basis](better, worse) if basis in by_basis else ""
        return special or self._level(contribution.criterion, better, worse)

    def _name(self, option: int) -> str:
        return self.catalogue.option_name(self.scored.options.names[option])

    def _level(self, criterion: str, better: int, worse: int) -> str:
        column = CRITERIA.index(criterion)
        scale = self.catalogue.criterion(criterion)
        need, has, lacks = (
            self.need[column],
            self.mean[better, column, 1],
            self.mean[worse, column, 1],
        )
        asked = anchor_text(scale, float(need[1]))
        at_most = anchor_text(scale, float(need[2]))
        if at_most != asked and lacks >= need[1]:
            asked = f"{asked}, perhaps {at_most}"
        levels = (anchor_text(scale, float(has)), anchor_text(scale, float(lacks)))
        if levels[0] == levels[1] or has <= lacks:
            return (
                f"Asked: {asked}. {self._name(better)} comes somewhat closer than"
                f" {self._name(worse)}."
            )
        return (
            f"Asked: {asked}. {self._name(better)}: {levels[0]}; {self._name(worse)}: {levels[1]}."
        )

    def _listed(self, labels: list[str]) -> str:
        shown = [_inside_a_sentence(label) for label in labels[:_NAMED]]
        more = f" and {len(labels) - _NAMED} more" if len(labels) > _NAMED else ""
        between = "; " if any("," in label for label in shown) else ", "
        return between.join(shown) + more

    def _blocks(self, better: int, worse: int) -> str:
        if self.requirement.goal is None:
            return (
                f"Over all goals that are possible, {self._name(better)} brings more of the"
                " building blocks."
            )
        blocks = evidence_arrays(self.catalogue).blocks
        index = evidence_arrays(self.catalogue).block_index
        ui, service = self.scored.options.ui, self.scored.options.service
        apart = [
            self.catalogue.blocks[block].label
            for block in self.problem.profile.goal.blocks
            if max(blocks[ui[better], index[block], 1], blocks[service[better], index[block], 1])
            > max(blocks[ui[worse], index[block], 1], blocks[service[worse], index[block], 1])
            + _APART
        ]
        if not apart:
            return ""
        return (
            f"{self._name(better)} brings {self._listed(apart)}; with {self._name(worse)} that is"
            " more work."
        )

    def _needs(self, better: int, worse: int) -> str:
        met = item_bounds(self.catalogue, self.scored.options)[:, :, 1]
        items = [
            (
                self.catalogue.needs[item].label
                if item in self.catalogue.needs
                else "Complex addresses"
            )
            for item in self.problem.profile.items
            if met[better, ITEMS.index(item)] > met[worse, ITEMS.index(item)] + _APART
        ]
        if items:
            return f"{self._name(better)} does better at: {self._listed(items)}."
        return f"Needs that often turn up later are met more often by {self._name(better)}."

    def _hosts(self, better: int, worse: int) -> str:
        if not self.requirement.hosting:
            return f"{self._name(better)} runs in more of the usual places."
        hosts = evidence_arrays(self.catalogue).hosts[:, :, 1]
        ui, service = np.array(self.scored.options.ui), np.array(self.scored.options.service)
        both = np.minimum(hosts[ui], hosts[service])
        places = [
            self.catalogue.answer_label("hosting", host)
            for host in self.requirement.hosting
            if both[better, HOSTS.index(host)] > both[worse, HOSTS.index(host)] + _APART
        ]
        return f"Runs better on {', '.join(places)} than {self._name(worse)}." if places else ""

    def _skills(self, better: int, worse: int) -> str:
        names = self.scored.options.names
        at_home = [
            self.catalogue.frameworks[part].name
            for part in self.catalogue.parts(names[better])
            if part in self.requirement.known_frameworks
            and part not in self.catalogue.parts(names[worse])
        ]
        if at_home:
            return f"{at_home[0]} already runs here; {self._name(worse)} has to be learnt."
        gap = self._asked(worse) - self._asked(better)
        known = set(self.requirement.team_skills) | {"python"}
        missing = [
            self.catalogue.answer_label("team_skills", skill)
            for place, skill in enumerate(SKILLS)
            if gap[place] > _APART and skill not in known
        ]
        if not missing:
            return f"{self._name(better)} asks for less that the team may have to learn."
        named = "the team has not named" if self.requirement.team_skills else "nobody has confirmed"
        return f"{self._name(worse)} asks more for {self._listed(missing)}, which {named}."

    def _asked(self, option: int) -> Floats:
        """Return how much an option asks for each skill, the mean over the plausible goals.

        Shape (skills,).
        """
        demands = evidence_arrays(self.catalogue).demands[:, :, :, 1]
        parts = [
            FRAMEWORKS.index(part)
            for part in self.catalogue.parts(self.scored.options.names[option])
        ]
        asked = np.zeros(len(SKILLS))
        for problem in self.scored.problems:
            shares = np.array(
                [problem.profile.goal.surfaces.get(surface, 0.0) for surface in SURFACES]
            )
            asked += problem.share * np.max([shares @ demands[part] for part in parts], axis=0)
        return asked

    def _kept(self, better: int, worse: int) -> str:
        existing = self.requirement.existing_framework
        if existing is None:
            return ""
        name = self.catalogue.frameworks[existing].name
        return f"More of the existing {name} code survives than with {self._name(worse)}."
