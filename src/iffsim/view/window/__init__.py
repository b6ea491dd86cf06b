"""The loop, the frame, and what belongs on which window."""
