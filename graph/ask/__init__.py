"""Questions: read, answered, with the evidence."""
