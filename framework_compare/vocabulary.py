"""The closed sets of words that users, links, files and the engine share."""

from __future__ import annotations

from typing import Final, Literal, get_args

FrameworkId = Literal[
    "streamlit",
    "flask",
    "fastapi",
    "django",
    "dash",
    "gradio",
    "panel",
    "nicegui",
    "shiny",
    "reflex",
]
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
Size = Literal["small", "medium", "large"]
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
]
AnswerMust = Literal[
    "auth", "hosting", "peak_concurrent_users", "weeks_to_first_release", "ui_customization"
]
Must = Literal[Need, AnswerMust]
GroupId = Literal["product", "engineering", "team", "operations"]
CriterionId = Literal[
    "use_case_fit",
    "stated_needs",
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
Confidence = Literal["clear", "leaning", "too_close", "not_enough_evidence", "none_fits"]
Surface = Literal["data_ui", "api", "web_app"]
Method = Literal["weighted_product", "topsis", "promethee_ii", "vikor"]

FRAMEWORKS: Final[tuple[FrameworkId, ...]] = get_args(FrameworkId)
GOALS: Final[tuple[Goal, ...]] = get_args(Goal)
AUDIENCES: Final[tuple[Audience, ...]] = get_args(Audience)
SKILLS: Final[tuple[Skill, ...]] = get_args(Skill)
HOSTS: Final[tuple[Host, ...]] = get_args(Host)
NEEDS: Final[tuple[Need, ...]] = get_args(Need)
SIZES: Final[tuple[Size, ...]] = get_args(Size)
METHODS: Final[tuple[Method, ...]] = get_args(Method)
SURFACES: Final[tuple[Surface, ...]] = get_args(Surface)
ANSWER_MUSTS: Final[tuple[AnswerMust, ...]] = get_args(AnswerMust)
MUSTS: Final[tuple[Must, ...]] = (*NEEDS, *ANSWER_MUSTS)
GROUPS: Final[tuple[GroupId, ...]] = get_args(GroupId)
CRITERIA: Final[tuple[CriterionId, ...]] = get_args(CriterionId)
VALUE_TREE: Final[dict[GroupId, tuple[CriterionId, ...]]] = {
    "product": (
        "use_case_fit",
        "stated_needs",
        "visualisation",
        "customization",
        "api_integration",
    ),
    "engineering": ("state_management", "access_control", "scalability"),
    "team": ("development_speed", "skills_fit", "switching_cost"),
    "operations": ("deployment_complexity", "hosting_fit", "running_cost", "maturity"),
}
