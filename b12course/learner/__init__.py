"""What learners meet: quiz, lesson, assessment, answers journal."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from b12course.learner.assessment import Assessment
    from b12course.learner.lesson import Lesson

__all__ = ["Assessment", "Lesson"]


def __getattr__(name: str) -> Any:
    """Load the screens when a notebook asks for them: grading needs only the journal and the marking."""
    if name == "Assessment":
        from b12course.learner.assessment import Assessment

        return Assessment
    if name == "Lesson":
        from b12course.learner.lesson import Lesson

        return Lesson
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
