"""The report: one HTML file that opens offline, reads without a script and prints to A4."""
