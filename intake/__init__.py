"""Makes sense of one message and writes down what follows."""
