"""What the bot does with what it finds, without I/O: its policy, the words it obeys, questions that are alike."""
