from framework_compare.ui import shell

shell.route()
