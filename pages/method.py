from framework_compare.ui.frame import shell

shell.ensure_router()

from framework_compare.ui.method import method

method.render_method()
