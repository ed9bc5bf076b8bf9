from framework_compare.ui.frame import shell

shell.ensure_router()

from framework_compare.ui.stakeholders import stakeholders

stakeholders.render_stakeholders()
