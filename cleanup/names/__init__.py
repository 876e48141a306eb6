"""Names of people: finding them, comparing spellings, and the evidence for a right one."""
