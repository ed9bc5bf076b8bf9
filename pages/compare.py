from framework_compare.ui.frame import shell

shell.ensure_router()

from framework_compare.ui.compare import compare

compare.render_comparison(compare.render_choice())
