"""What every app shares and none is charged for: the people, the filter, the counts, the model."""
