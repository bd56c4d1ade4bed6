"""The same answers for programs: JSON over HTTP, described by OpenAPI."""
