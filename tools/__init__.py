"""What stands behind dev.py: each file prepares one thing a fresh machine lacks.

Standard library only, because it runs before anything is installed.
"""
