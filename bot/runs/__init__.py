"""Durable execution: the only place that knows the engine. Stores, learns, judges, presents."""
