"""A curator's commands on the queue, and the cards that show it. Pure."""
