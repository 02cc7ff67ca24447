"""The front end of the workspace and the org: TypeScript, built by `build.py`."""
