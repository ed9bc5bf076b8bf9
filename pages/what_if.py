from framework_compare.ui import shell

shell.ensure_router()

from framework_compare.ui import views_what_if

views_what_if.render_what_if()
