"""Your project: the questions, and the answer beside them."""
