"""The sample pictures, drawn from nothing: a little geometry, one sun, and a lot of fur."""
