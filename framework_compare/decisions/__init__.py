"""Real decisions: cases, evaluation, and the one record that is written and read."""
