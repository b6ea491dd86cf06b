"""The story: chapters, bets, order, pace, what a question shuts; window and page share it."""
