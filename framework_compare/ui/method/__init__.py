"""Method and FAQ."""
