"""What can be asked for, by which key or button, and when: one table for window, page and docs."""
