"""How the arithmetic is made fast.

A layer's ``forward`` says what is computed; a kernel does it quickly. Every kernel is
proven equal to the plain definition in tests/engine, and ``policy`` says which is used.
"""
