"""The forms a run can be printed in."""
