"""How gunicorn serves the app; any setting can be given on the command line or in GUNICORN_CMD_ARGS instead."""

import os

wsgi_app = "config.wsgi"
# One process for each core: requests compute, so more would only take memory. PORT, if set, is listened on at 0.0.0.0.
workers = int(os.environ.get("WEB_CONCURRENCY", os.cpu_count() or 1))
# Threads let a browser keep its connection between clicks; without them gunicorn ends it after each answer.
threads = 4
# Load the data and the model once, before the workers are made: they share that memory.
preload_app = True
# A worker is replaced now and then, not all at the same time, in case a library leaks.
max_requests = 10_000
max_requests_jitter = 1_000
