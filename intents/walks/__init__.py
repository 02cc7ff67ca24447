"""What happens on a walkthrough: pure functions from one `Walk` to the next."""
