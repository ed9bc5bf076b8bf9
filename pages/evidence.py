from framework_compare.ui import shell

shell.ensure_router()

from framework_compare.ui import views_evidence

views_evidence.render_evidence()
