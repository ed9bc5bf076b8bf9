from framework_compare.ui.frame import shell

shell.ensure_router()

from framework_compare.ui.evidence import evidence

evidence.render_evidence()
