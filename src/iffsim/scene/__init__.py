"""What is shown at an instant, as plain values: both painters, the window and the page, draw it.

Nothing here draws, and nothing here knows of windows.
"""
