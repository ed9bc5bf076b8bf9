from framework_compare.ui.frame import shell

shell.ensure_router()

from framework_compare.ui.verdict import architecture, finalists, hero, precedents, verdict

hero.render_verdict()
verdict.render_relaxations()
finalists.render_finalists()
precedents.render_precedents()
verdict.render_reasons()
finalists.render_places()
verdict.render_musts()
architecture.render_architecture()
verdict.render_outlook()
