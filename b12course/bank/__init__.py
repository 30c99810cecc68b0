"""Items, scoring, evidence and profiles: pure Python that knows nothing of Jupyter."""
