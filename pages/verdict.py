from framework_compare.ui.frame import shell

shell.ensure_router()

from framework_compare.ui.verdict import architecture, exports, precedents, verdict

verdict.render_verdict()
precedents.render_precedents()
verdict.render_reasons()
verdict.render_musts()
architecture.render_architecture()
verdict.render_outlook()
exports.render_starter()
exports.render_exports()
