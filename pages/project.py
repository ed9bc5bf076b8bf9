from framework_compare.ui.frame import shell

shell.ensure_router()

from framework_compare.ui.project import landing

landing.render_header()
landing.render_answer()
landing.render_questions()
