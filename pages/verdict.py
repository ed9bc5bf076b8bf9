from framework_compare.ui.frame import shell

shell.ensure_router()

from framework_compare.ui.verdict import exports, verdict

verdict.render_verdict()
verdict.render_reasons()
verdict.render_musts()
verdict.render_architecture()
verdict.render_outlook()
exports.render_starter()
exports.render_exports()
