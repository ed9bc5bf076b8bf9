"""What readers see of a subject: rows, chart, alt text and words."""
