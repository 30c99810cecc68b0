"""What a class's answers say: item analysis, class report, learner transcript, grades for an LMS. Pure, no Jupyter."""

from b12course.reports.answers import Answer, Learner
from b12course.reports.group import ClassReport, class_report
from b12course.reports.page import page

__all__ = ["Answer", "ClassReport", "Learner", "class_report", "page"]
