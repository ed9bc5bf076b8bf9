from framework_compare.ui import shell

shell.ensure_router()

from framework_compare.ui import views_compare

views_compare.render_comparison(views_compare.render_choice())
