"""The instructor's console."""
