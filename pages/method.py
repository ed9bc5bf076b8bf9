from framework_compare.ui import shell

shell.ensure_router()

from framework_compare.ui import views_method

views_method.render_method()
