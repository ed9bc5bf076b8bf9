"""What one user says: the answers, as a file, a link and the app hold them."""
