"""What the lab measured: rows, estimates, comparisons, and sentences that quote them."""
