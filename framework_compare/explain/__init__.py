"""What would change the verdict.

Answers, numbers, weights and evidence, and what is worth finding out.
"""
