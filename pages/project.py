from framework_compare.ui import shell

shell.ensure_router()

from framework_compare.ui import landing

landing.render_header()
landing.render_answer()
landing.render_questions()
