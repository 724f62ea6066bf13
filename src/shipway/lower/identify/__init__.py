"""What each service is: its image and engine, its language, where it listens, who names whom."""
