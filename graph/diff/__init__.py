"""What changed between two releases: records, and the answers to the competency questions."""
