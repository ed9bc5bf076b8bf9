"""How gunicorn serves the app; it reads this file by itself. All settings: https://gunicorn.org/reference/settings/."""

import multiprocessing
import os

wsgi_app = "app:server"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8050')}"

# Callbacks keep nothing between two requests, so any worker may answer.
workers = int(os.environ.get("WEB_CONCURRENCY", multiprocessing.cpu_count()))
threads = 4  # let a browser keep its connection between clicks; without them gunicorn ends it after each answer
preload_app = True  # the data and the model are loaded once and shared by all workers
timeout = 60  # seconds that a callback may take
control_socket_disable = True  # nobody steers this server while it runs
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # a slow disk must not look like a hung worker
