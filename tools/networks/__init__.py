"""The descriptions in models/, written by a program: a network.json is one line per layer."""
