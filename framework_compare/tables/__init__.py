"""What pages and charts show, as frames.

One row a mark or a line, words and rounded numbers only.
"""
