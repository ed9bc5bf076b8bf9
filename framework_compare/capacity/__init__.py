"""What an option needs to serve its visitors, and what that costs.

From measured parameters, with bands.

Cores follow from the utilisation law, sessions from Little's law, memory and the cost of a click
from the lab's measurements. Nothing here knows a price or a threshold of its own: they come with
the question.
"""
