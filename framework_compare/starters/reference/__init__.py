"""What every entrant shares and none is charged for.

The people, the filter, the counts and the model.
"""
