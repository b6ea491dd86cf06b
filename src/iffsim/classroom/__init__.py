"""What is done with a scenario: edits, sessions, the autosave."""
