from framework_compare.ui.frame import shell

shell.ensure_router()

from framework_compare.ui.what_if import what_if

what_if.render_what_if()
