"""The maps: what is in sight, and the panes that show it."""
