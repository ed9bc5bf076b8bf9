"""Compare: options side by side."""
