"""What operators see: whether the server is ready, its figures, its log."""
