"""What a browser needs of the workspace: what one person sees, live, and the hands to act."""
