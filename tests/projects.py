"""Projects that several tests ask about."""

from __future__ import annotations

from framework_compare import Requirement

COMPANY_DASHBOARD = Requirement(
    goal="interactive_dashboard",
    audience=("company_wide",),
    peak_concurrent_users=80,
    interaction_work="medium",
    weeks_to_first_release=12,
    team_skills=("python", "data_science", "sql_orm"),
    ui_customization="medium",
    visualisation="high",
    auth="sso",
    hosting=("containers",),
    lifespan="strategic",
    needs=("deep_links", "cross_chart_interaction"),
    must_haves=("auth",),
)
"""Too close to call, with a service behind the champion as the runner-up by score."""
NONE_FITS = Requirement(
    goal="interactive_dashboard",
    peak_concurrent_users=10_000_000,
    weeks_to_first_release=0.1,
    must_haves=("peak_concurrent_users", "weeks_to_first_release"),
)
"""More people than any option carries, sooner than any is built."""
