"""Grading without a kernel: a submission is read as data, scored, and written to nbgrader's gradebook."""
