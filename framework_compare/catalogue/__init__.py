"""What is known: the schema of data/, its reading, its checks and its grades."""
