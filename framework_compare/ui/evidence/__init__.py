"""Evidence: facts, claims, measurements and real decisions."""
