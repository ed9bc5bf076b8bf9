from framework_compare.ui import shell

shell.ensure_router()

from framework_compare.ui import cached, landing, state

requirement = state.current()
verdict = cached.verdict(requirement)
landing.render_header(requirement)
landing.render_strip(requirement, verdict)
landing.render_questions(requirement, verdict)
