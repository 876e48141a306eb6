"""The checks that cards name: `check(document, rule)` yields findings."""
