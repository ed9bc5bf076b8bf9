"""What every entrant shares and none is charged for: the people, the filter, the counts and the model."""
