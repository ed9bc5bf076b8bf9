"""What to build: each layer of an option's architecture, from the answers.

What runs where, how people sign in, where data live and how many processes the load takes. The
facts are the cells and the prose of each framework's file; which of them are said hangs on what was
answered. What was not answered is said to be open, with what is usual.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from framework_compare.capacity.planning import Planner
from framework_compare.capacity.workload import Layout, Plan
from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.evidence import StatusCell
from framework_compare.catalogue.frameworks import Framework
from framework_compare.present.plan_basis import routing_text
from framework_compare.present.plans import (
    containers_text,
    cost_text,
    due_sentence,
    gigabytes_text,
    is_static,
    plan_of,
    processes_text,
)
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.study import Study
from framework_compare.text import STATUSES, counted, listed, people
from framework_compare.vocabulary import FrameworkId, Host, Need

_STATIC: Final[Host] = "static_site"
_OWN_MACHINE: Final = frozenset[Host](("localhost", "edge_device", "notebook_server"))
"""Where one machine runs everything."""
_PROXIED: Final = frozenset[Host](
    (
        "streamlit_community_cloud",
        "snowflake",
        "huggingface_spaces",
        "posit_connect",
        "databricks",
        "paas",
        "serverless",
    )
)
"""Where what stands before the app belongs to the host."""
_KEEPS_RECORDS: Final = frozenset(
    ("transactional_web_app", "ecommerce", "user_management_system", "content_website")
)
"""Goals that are about records."""
_RECORD_NEEDS: Final = frozenset[Need](
    ("transactions", "payments", "admin_ui", "content_editing", "multi_tenant")
)
_SERVED: Final[tuple[Need, ...]] = ("live_updates", "chat_streaming", "async_io", "webhooks")
"""Needs that the server answers."""
_STORED: Final[tuple[Need, ...]] = ("transactions", "payments", "file_upload")
"""Needs that are about data."""
_SHARED: Final = 0.05
"""GB from which what containers do not hold is worth a word."""
_RANK: Final = {"present": 3, "add_on": 2, "unknown": 1, "absent": 0}
_RUNS: Final = {
    "present": "runs there.",
    "add_on": "runs there with some work of your own.",
    "absent": "cannot run there.",
    "unknown": "nobody knows whether it runs there.",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What one part has to do with a layer."""

    name: str
    """Of the part."""
    text: str
    sources: tuple[str, ...]
    """Ids of what its cells rest on; the framework's own description cites its own as a whole."""


Layer = tuple[str, tuple[Said, ...]]


def architecture(study: Study, option: str | None = None) -> tuple[Layer, ...]:
    """Return what to build, layer by layer; nothing where none fits and no option is named.

    Each layer's name with a text for each part, the UI first. Jobs are a layer only where they are
    asked for.

    Parameters
    ----------
    option
        for which; the champion where None.
    """
    chosen = option or study.verdict.champion
    if chosen is None:
        return ()
    site = _Site(study, chosen)
    layers = {
        "Server": _server,
        "Proxy": _proxy,
        "Hosting": _hosting,
        "Sign-in": _sign_in,
        "Data": _data,
        "Scaling": _scaling,
    } | ({"Jobs": _jobs} if "background_jobs" in site.asked.needs else {})
    return tuple(
        (
            name,
            tuple(_said(site, part, make(site, part)) for part in site.parts),
        )
        for name, make in layers.items()
    )


def described_by(study: Study, option: str | None = None) -> tuple[str, ...]:
    """Return the ids of the sources that the frameworks' own descriptions rest on."""
    chosen, frameworks = option or study.verdict.champion, study.catalogue.frameworks
    parts = study.catalogue.parts(chosen) if chosen else ()
    return tuple(
        dict.fromkeys(source for part in parts for source in frameworks[part].build.sources)
    )


def architecture_lines(study: Study, option: str | None = None) -> Iterator[str]:
    """Yield what to build as lines, each beginning with its layer and, in a pairing, its part."""
    for layer, texts in architecture(study, option):
        for said in texts:
            part = f", {said.name}" if len(texts) > 1 else ""
            yield f"{layer}{part}: {said.text}"


Fact = tuple[str, tuple[str, ...]]
"""A sentence and what it rests on."""


def _said(site: _Site, part: FrameworkId, facts: Iterable[Fact]) -> Said:
    told = [(text, sources) for text, sources in facts if text]
    return Said(
        site.framework(part).name,
        " ".join(text for text, _ in told),
        tuple(dict.fromkeys(source for _, sources in told for source in sources)),
    )


@dataclass(frozen=True)
class _Site:
    """One option for one project."""

    study: Study
    option: str

    @cached_property
    def parts(self) -> tuple[FrameworkId, ...]:
        """Its frameworks, the UI first."""
        return self.catalogue.parts(self.option)

    @property
    def asked(self) -> Requirement:
        """The answers."""
        return self.study.requirement

    @property
    def catalogue(self) -> Catalogue:
        """What is known."""
        return self.study.catalogue

    @cached_property
    def planned(self) -> tuple[Planner, Plan] | None:
        """The plan of Capacity and cost; None where something is not measured."""
        return plan_of(self.study, self.option)

    @cached_property
    def static(self) -> bool:
        """Whether it is to run as static files and can: then nothing of it is a server."""
        return is_static(self.study, self.option)

    def framework(self, part: FrameworkId) -> Framework:
        """What is known of a part."""
        return self.catalogue.frameworks[part]

    def host(self, part: FrameworkId, host: Host) -> StatusCell:
        """How a part runs at a host."""
        return self.framework(part).hosts.get(host) or _UNKNOWN

    def does(self, need: Need, part: FrameworkId) -> bool:
        """Whether a need is met by this part of the option."""
        rule = self.catalogue.need_rule
        if len(self.parts) == 1 or need in rule.worse:
            return True
        if need in rule.ui:
            return part == self.parts[0]
        ranked = [
            _RANK[(self.framework(each).needs.get(need) or _UNKNOWN).status] for each in self.parts
        ]
        # Where both do it equally well, it belongs to the service: the screens only show it.
        better = self.parts[0] if ranked[0] > ranked[1] else self.parts[1]
        return part == better

    def needs(self, needs: Iterable[Need], part: FrameworkId) -> Iterator[Fact]:
        """What a part does for each of these needs that was asked for."""
        for need in needs:
            if need in self.asked.needs and self.does(need, part):
                label = self.catalogue.answer_label("needs", need)
                cell = self.framework(part).needs.get(need) or _UNKNOWN
                yield f"{label} ({STATUSES[cell.status]}): {cell.why}", cell.sources


_UNKNOWN: Final = StatusCell(status="unknown", kind="judged", why="Not looked into.")


def _server(site: _Site, part: FrameworkId) -> Iterator[Fact]:
    framework = site.framework(part)
    build = framework.build
    if site.static:
        yield "None: the files run in each visitor's browser.", ()
    else:
        advised = f"Run it as its documentation advises: {framework.homepage}."
        yield build.server or advised, ()
    yield from site.needs(_SERVED, part)


def _proxy(site: _Site, part: FrameworkId) -> Iterator[Fact]:
    asked, build = site.asked.hosting, site.framework(part).build
    own = [host for host in asked if host not in _PROXIED | _OWN_MACHINE]
    if site.static:
        yield "None: whoever serves the files ends TLS.", ()
        return
    brought = [host for host in asked if host in _PROXIED]
    if brought:
        yield f"{_labels(site, brought)}: what stands before the app belongs to the host.", ()
    local = [host for host in asked if host in _OWN_MACHINE]
    if local:
        yield f"{_labels(site, local)}: none is needed on the machine itself.", ()
    if own or not asked:
        text = build.proxy or "A proxy that ends TLS."
        yield (f"{_labels(site, own)}: {_lower(text)}" if brought or local else text), ()
    if not local or len(local) < len(asked):
        yield _routing(site, part), ()


def _routing(site: _Site, part: FrameworkId) -> str:
    """Return how visitors are routed, where more than one container of a part runs."""
    worker = site.catalogue.capacity.worker.get(part)
    if worker is None:
        return ""
    if site.planned is None:
        return worker.routing
    planner, plan = site.planned
    if part == site.parts[0] and len(site.parts) == 1:
        return routing_text(plan.option, plan, planner)
    containers = _layout(plan, part).containers
    return worker.routing if containers > 1 else "One container is enough: nothing to route."


def _hosting(site: _Site, part: FrameworkId) -> Iterator[Fact]:
    build = site.framework(part).build
    if not site.asked.hosting:
        usual = build.hosting or "Any container host."
        yield f"Not yet said where it has to run. Usual: {_lower(usual)}", ()
    for host in site.asked.hosting:
        cell = site.host(part, host)
        label = site.catalogue.answer_label("hosting", host)
        yield f"{label}: {_RUNS[cell.status]} {cell.why}", cell.sources


def _sign_in(site: _Site, part: FrameworkId) -> Iterator[Fact]:
    framework, auth = site.framework(part), site.asked.auth
    access = framework.capability.get("access_control")
    known: Fact = (access.why, access.sources) if access else ("", ())
    if auth == "none":
        yield "None: nobody signs in, so nothing is built for it.", ()
    elif auth is None:
        yield "Not yet said whether anybody signs in; nothing is built until then.", ()
        if part == site.parts[-1] and known[0]:
            yield f"What there would be: {_lower(known[0])}", known[1]
    elif part != site.parts[-1] and auth != "sso":
        service = site.framework(site.parts[-1]).name
        yield f"Passes on who asks: accounts and rights live with {service}.", ()
    elif auth == "sso":
        yield from _company_sign_on(site, part, known)
    else:
        blocks = ("login_sessions", "user_store", *(["groups_permissions"] * (auth == "rbac")))
        yield f"{site.catalogue.answer_label('auth', auth)}:", ()
        found = [(name, framework.blocks[name]) for name in blocks if name in framework.blocks]
        yield from ((_block(site, name, cell), cell.sources) for name, cell in found)
        if not found:
            yield known[0] or "not looked into.", known[1]


def _company_sign_on(site: _Site, part: FrameworkId, known: Fact) -> Iterator[Fact]:
    """Yield how the part that people see signs them on, or how a service checks who asks."""
    framework = site.framework(part)
    checks = framework.blocks.get("api_authentication")
    if part != site.parts[0]:
        yield "Checks who asks with every request of the screens.", ()
        if checks:
            yield _block(site, "api_authentication", checks), checks.sources
        return
    text = framework.build.sso or known[0] or "Not looked into."
    sources = () if framework.build.sso else known[1]
    yield f"{site.catalogue.answer_label('auth', 'sso')}: {_lower(text)}", sources


def _block(site: _Site, name: str, cell: StatusCell) -> str:
    return f"{site.catalogue.blocks[name].label} ({STATUSES[cell.status]}): {cell.why}"


def _data(site: _Site, part: FrameworkId) -> Iterator[Fact]:
    framework = site.framework(part)
    build = framework.build
    service = site.parts[-1]
    if part != service:
        yield f"Keeps no records: it asks {site.framework(service).name} over HTTP.", ()
    else:
        yield build.data or "Data are read by the libraries of your choice.", ()
        yield from _database(site, part)
    worker = site.catalogue.capacity.worker.get(part)
    if worker and part == site.parts[0] and not site.static:
        yield f"What a visitor keeps: {_lower(worker.state)}", worker.sources
    yield from site.needs(_STORED, part)


def _database(site: _Site, part: FrameworkId) -> Iterator[Fact]:
    """Yield which database keeps records and where its tables are migrated, where any are kept."""
    if not keeps_records(site.asked):
        yield "No answer asks for a database yet.", ()
        return
    alone = site.asked.hosting and set(site.asked.hosting) <= _OWN_MACHINE
    yield (
        (
            "Records lie in one SQLite file on that machine."
            if alone
            else "Records lie in one SQL database, such as PostgreSQL, that all processes share."
        ),
        (),
    )
    build, cell = site.framework(part).build, site.framework(part).blocks.get("orm_migrations")
    if build.database:
        yield build.database, ()
    elif cell:
        yield _block(site, "orm_migrations", cell), cell.sources
    else:
        yield "SQLAlchemy, migrated with Alembic before a release.", ()


def keeps_records(requirement: Requirement) -> bool:
    """Return whether the answers ask for records that outlast a visit."""
    return (
        requirement.goal in _KEEPS_RECORDS
        or bool(_RECORD_NEEDS & set(requirement.needs))
        or requirement.auth in ("accounts", "rbac")
    )


def _scaling(site: _Site, part: FrameworkId) -> Iterator[Fact]:
    build = site.framework(part).build
    if site.planned is None:
        yield "Not measured, so neither processes nor a price can be named.", ()
        yield build.scaling, ()
        return
    planner, plan = site.planned
    users = people(plan.users)
    load = (
        f"For {users} at once"
        if site.asked.peak_concurrent_users is not None
        else f"Not yet said how many people; for {users} at once, which Capacity and cost assumes"
    )
    if site.static:
        yield f"{load}, none of your own; on a server it would take", ()
    else:
        yield f"{load}:", ()
    price = cost_text(plan.cost, planner.rules.currency)
    whole = (
        f"{processes_text(plan.processes)}, {gigabytes_text(plan.memory_gb)} GB of memory, about"
        f" {price} a month"
    )
    if len(site.parts) == 1:
        yield f"{whole}.", ()
    else:
        own = counted(_layout(plan, part).processes, "process", "processes")
        yield f"{own} here; for both parts {whole}.", ()
    inside = sum(layout.memory_gb for layout in plan.parts)
    rest = "; the rest of the memory is the store that they share"
    apart = plan.memory_gb.mid - inside > _SHARED and part == site.parts[-1]
    yield f"It runs as {containers_text(_layout(plan, part))}{rest if apart else ''}.", ()
    if part == site.parts[-1]:
        yield due_sentence(planner, plan.option).replace("**", ""), ()
    yield ("" if site.static else build.scaling), ()


def _jobs(site: _Site, part: FrameworkId) -> Iterator[Fact]:
    yield from site.needs(("background_jobs",), part)
    if not site.does("background_jobs", part):
        yield f"None: jobs run beside {site.framework(site.parts[-1]).name}.", ()


def _layout(plan: Plan, part: FrameworkId) -> Layout:
    return next(layout for layout in plan.parts if layout.framework == part)


def _labels(site: _Site, hosts: Iterable[Host]) -> str:
    return listed([site.catalogue.answer_label("hosting", host) for host in hosts])


def _lower(text: str) -> str:
    """Return a sentence as the rest of another; names and abbreviations keep their capitals."""
    first = text.split(" ", 1)[0]
    return text[0].lower() + text[1:] if first in _PLAIN else text


_PLAIN: Final = frozenset(
    ("A", "An", "Any", "Built-in", "Data", "Eight", "In", "Login", "Nothing", "None", "One",
     "Plain", "Basic", "Single", "Sign-in", "The", "Up", "With", "Open", "Local")
)  # fmt: skip
"""First words that are written small within a sentence."""
