"""Builds and releases, with real stores and real processes."""
