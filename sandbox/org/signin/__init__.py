"""Signing in: the pages a person sees, and the grants an app receives for it."""
