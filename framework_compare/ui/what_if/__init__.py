"""What would change it."""
