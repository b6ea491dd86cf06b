"""What the window shows, as frozen values, and the actions that make the next one."""
