"""Installing the app: consent, codes, tokens and their rotation, uninstalling (OAuth v2)."""
