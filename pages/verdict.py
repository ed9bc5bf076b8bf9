from framework_compare.ui import shell

shell.ensure_router()

from framework_compare.ui import views_exports, views_verdict

views_verdict.render_verdict()
views_verdict.render_reasons()
views_verdict.render_musts()
views_verdict.render_architecture()
views_verdict.render_outlook()
views_exports.render_starter()
views_exports.render_exports()
