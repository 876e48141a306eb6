"""Engines beside the rules. Each is imported only when it is needed."""
