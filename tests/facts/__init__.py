"""The facts that ship, measured against their sources."""
