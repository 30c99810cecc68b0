"""The open course on giving a vitamin B12 injection."""
