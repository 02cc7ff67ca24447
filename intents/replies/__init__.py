"""What is said beside a report: values of their own, made without any view."""
