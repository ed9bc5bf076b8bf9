"""The apps that the lab measures and a reader takes home, and what joins two of them."""
