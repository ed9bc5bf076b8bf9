from framework_compare.ui import shell

shell.ensure_router()

from framework_compare.ui import views_capacity

views_capacity.render_capacity()
