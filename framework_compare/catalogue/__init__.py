"""What is known: the schema of data/, its reading, its checks, and the grades that follow from
measurements.
"""
