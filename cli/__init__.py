"""The terminal: arguments, tables, exit codes. What it says, the library knows."""
