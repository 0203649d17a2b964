"""Teaching in PyTorch what takes too long in NumPy; what is learned goes back into our engine."""
