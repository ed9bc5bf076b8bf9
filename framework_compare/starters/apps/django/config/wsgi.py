"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# Load the data and the model now, before gunicorn makes its workers, rather than at the first visit of each.
import people.data  # noqa: F401
