"""The review: a person goes through the findings of some texts and decides, then all is saved.

`items` and `session` know of no terminal; `plain` asks line by line, `screen` fills the terminal.
"""
