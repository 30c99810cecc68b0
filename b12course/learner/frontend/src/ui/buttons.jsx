// The buttons that questions share.
import { useQuiz } from "../context.js";

export function Button({ main, small, children, ...rest }) {
  const look = `${main ? "b12-main" : ""} ${small ? "b12-small" : ""}`;
  return <button type="button" class={`b12-btn ${look}`} {...rest}>{children}</button>;
}

export const BackButton = ({ onClick }) => <Button onClick={onClick}>Back</Button>;
export const NextButton = ({ onClick, main = true }) => <Button main={main} onClick={onClick}>Next</Button>;

export function FlagButton({ id }) {
  const { session } = useQuiz();
  const flagged = session.isFlagged(id);
  return (
    <button type="button" class="b12-btn b12-flag" aria-pressed={flagged} onClick={() => session.flag(id, !flagged)}>
      <span aria-hidden="true">{flagged ? "⚑" : "⚐"} </span>Flag for review
    </button>
  );
}
