from framework_compare.ui.frame import shell

shell.ensure_router()

from framework_compare.ui.capacity import plans

plans.render_capacity()
