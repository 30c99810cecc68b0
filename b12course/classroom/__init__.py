"""For the educator: build notebooks from text, and grade them through nbgrader."""
