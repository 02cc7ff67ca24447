"""Writing records: what may be written, by whom, and the change of the org that follows."""
