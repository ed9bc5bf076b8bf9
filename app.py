from framework_compare.ui.frame import shell

shell.route()
