"""The words that `convscope` understands: one file each, found by looking into this folder.

A command is a module with a docstring (its first line is the help), ``add_arguments(parser)``
and ``run(arguments) -> int``. It imports what is heavy inside ``run``, so that help comes at once.
"""
