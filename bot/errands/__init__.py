"""What is asked of the bot itself: connections, rights, records, walkthroughs, its own health."""
