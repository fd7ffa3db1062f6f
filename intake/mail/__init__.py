"""From the raw bytes of a letter to the words that somebody typed. Pure."""
