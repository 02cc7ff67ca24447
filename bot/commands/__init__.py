"""What the terminal door runs: the process itself, a check, the servers, the demo."""
