from framework_compare.ui.frame import shell

shell.ensure_router()

from framework_compare.ui.presenter import presenter

presenter.render_step()
