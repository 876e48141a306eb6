"""What the user does not want to hear of: comments, sidecars, baselines, the version before.

Each marks findings as silenced; none of them decides what is found or changes a text.
"""
