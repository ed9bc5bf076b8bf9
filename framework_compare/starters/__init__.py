"""The apps, one folder a framework, and what joins two of them."""
