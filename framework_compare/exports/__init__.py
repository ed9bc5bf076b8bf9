"""What people take away: the decision record, and verdicts as files."""
