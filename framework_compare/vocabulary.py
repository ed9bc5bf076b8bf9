"""The closed sets of words that users, links, files and the engine share."""

from __future__ import annotations

from typing import Annotated, Final, Literal, get_args

from pydantic import Field

FRAMEWORK_ID: Final = "[a-z][a-z0-9_]*"
"""What a framework's id looks like."""
FrameworkId = Annotated[str, Field(pattern=f"^{FRAMEWORK_ID}$")]
"""The stem of a framework's file.

Which there are is data: `catalogue.folder.framework_ids` lists them.
"""
Goal = Literal[
    "interactive_dashboard",
    "ml_model_demo",
    "internal_data_tool",
    "data_exploration",
    "rest_api",
    "microservice",
    "transactional_web_app",
    "ecommerce",
    "user_management_system",
    "content_website",
    "chat_assistant",
]
Audience = Literal[
    "internal_analysts",
    "research_team",
    "domain_experts",
    "company_wide",
    "external_clients",
    "public",
]
Skill = Literal["python", "data_science", "html_css", "javascript", "sql_orm", "devops", "mvc"]
Level = Literal["low", "medium", "high"]
Work = Literal["light", "medium", "heavy"]
Auth = Literal["none", "sso", "accounts", "rbac"]
Lifespan = Literal["prototype", "tactical", "strategic"]
Size = Literal["none", "small", "medium", "large"]
Host = Literal[
    "streamlit_community_cloud",
    "snowflake",
    "huggingface_spaces",
    "posit_connect",
    "databricks",
    "containers",
    "paas",
    "serverless",
    "on_premises",
    "internal_platform",
    "edge_device",
    "static_site",
    "notebook_server",
    "localhost",
]
Need = Literal[
    "programmatic_api",
    "transactions",
    "payments",
    "async_io",
    "chat_streaming",
    "live_updates",
    "background_jobs",
    "openapi_docs",
    "webhooks",
    "admin_ui",
    "content_editing",
    "seo",
    "deep_links",
    "mobile",
    "accessibility",
    "design_system",
    "many_pages",
    "cross_chart_interaction",
    "maps",
    "table_editing",
    "forms",
    "file_upload",
    "stateful_workflow",
    "embedding",
    "multi_tenant",
    "security_hardening",
    "small_footprint",
    "offline",
    "local_single_user",
    "notebook_reuse",
    "desktop_app",
    "testable",
]
Item = Literal[Need, "routing"]
"""What a project asks for by name: a need, or how much of routing."""
AnswerMust = Literal[
    "auth", "hosting", "peak_concurrent_users", "weeks_to_first_release", "ui_customization"
]
Must = Literal[Need, AnswerMust]
GroupId = Literal["product", "engineering", "team", "operations"]
CriterionId = Literal[
    "use_case_fit",
    "stated_needs",
    "further_needs",
    "visualisation",
    "customization",
    "api_integration",
    "state_management",
    "access_control",
    "scalability",
    "development_speed",
    "skills_fit",
    "switching_cost",
    "deployment_complexity",
    "hosting_fit",
    "running_cost",
    "maturity",
]
Precedent = Literal["count", "ignore"]
RowId = CriterionId | Literal["second_stack", "precedent"]
"""What a lead is made of: the criteria, and what no weight moves."""
Confidence = Literal["clear", "leaning", "too_close", "not_enough_evidence", "none_fits"]
Surface = Literal["data_ui", "api", "web_app"]
Method = Literal["weighted_product", "topsis", "promethee_ii", "vikor"]
GoalClass = Literal["dashboard", "model", "internal_tool", "service", "web_app"]
"""Goals that teams choose a framework for in much the same way."""

LEVELS: Final[tuple[Level, ...]] = get_args(Level)
GOALS: Final[tuple[Goal, ...]] = get_args(Goal)
AUDIENCES: Final[tuple[Audience, ...]] = get_args(Audience)
SKILLS: Final[tuple[Skill, ...]] = get_args(Skill)
HOSTS: Final[tuple[Host, ...]] = get_args(Host)
NEEDS: Final[tuple[Need, ...]] = get_args(Need)
ROUTING: Final = "routing"
ITEMS: Final[tuple[Item, ...]] = (*NEEDS, ROUTING)
METHODS: Final[tuple[Method, ...]] = get_args(Method)
SURFACES: Final[tuple[Surface, ...]] = get_args(Surface)
SURFACE_WORDS: Final[dict[Surface, str]] = {
    "data_ui": "data screens",
    "api": "a service",
    "web_app": "database pages",
}
"""What is built, in words."""
GOAL_CLASSES: Final[dict[GoalClass, tuple[str, ...]]] = {
    "dashboard": ("interactive_dashboard", "data_exploration"),
    "model": ("ml_model_demo", "chat_assistant"),
    "internal_tool": ("internal_data_tool",),
    "service": ("rest_api", "microservice"),
    "web_app": (
        "transactional_web_app",
        "ecommerce",
        "user_management_system",
        "content_website",
    ),
}
"""Which goals count as one where single goals have too few recorded decisions to be counted."""
GOAL_CLASS_OF: Final[dict[str, GoalClass]] = {
    goal: name for name, goals in GOAL_CLASSES.items() for goal in goals
}
GOAL_CLASS_WORDS: Final[dict[GoalClass, str]] = {
    "dashboard": "built a dashboard or looked into data",
    "model": "put a model or an assistant before people",
    "internal_tool": "built an internal tool",
    "service": "built a service for other programs",
    "web_app": "built a web application or a website",
}
"""What teams with such a goal did, after "teams that"."""
ANSWER_MUSTS: Final[tuple[AnswerMust, ...]] = get_args(AnswerMust)
MUSTS: Final[tuple[Must, ...]] = (*NEEDS, *ANSWER_MUSTS)
GROUPS: Final[tuple[GroupId, ...]] = get_args(GroupId)
CRITERIA: Final[tuple[CriterionId, ...]] = get_args(CriterionId)
VALUE_TREE: Final[dict[GroupId, tuple[CriterionId, ...]]] = {
    "product": (
        "use_case_fit",
        "stated_needs",
        "further_needs",
        "visualisation",
        "customization",
        "api_integration",
    ),
    "engineering": ("state_management", "access_control", "scalability"),
    "team": ("development_speed", "skills_fit", "switching_cost"),
    "operations": ("deployment_complexity", "hosting_fit", "running_cost", "maturity"),
}

# Where each word stands in its tuple: the rows and columns of every array are counted by these.
COLUMN: Final[dict[CriterionId, int]] = {word: place for place, word in enumerate(CRITERIA)}
HOST: Final[dict[Host, int]] = {word: place for place, word in enumerate(HOSTS)}
ITEM: Final[dict[Item, int]] = {word: place for place, word in enumerate(ITEMS)}
SKILL: Final[dict[Skill, int]] = {word: place for place, word in enumerate(SKILLS)}
SURFACE: Final[dict[Surface, int]] = {word: place for place, word in enumerate(SURFACES)}
