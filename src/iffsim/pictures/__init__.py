"""What is known: plots, pictures, scores, and why."""
