"""How Reflex builds and serves the app."""

import reflex as rx

config = rx.Config(
    app_name="jobs",
    app_module_import="app",
    telemetry_enabled=False,
    show_built_with_reflex=False,
    plugins=[rx.plugins.RadixThemesPlugin()],
    disable_plugins=[rx.plugins.SitemapPlugin],
)
