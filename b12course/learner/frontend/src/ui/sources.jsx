// Where a statement comes from, as short labels.
import { useQuiz } from "../context.js";

export function Sources({ explain }) {
  const { spec } = useQuiz();
  const known = (explain?.sources ?? []).map((key) => spec.sources?.[key]).filter(Boolean);
  if (!known.length) return null;
  return (
    <p class="b12-refs">
      Sources:{" "}
      {known.map(({ label, url }, n) => (
        <>
          {n > 0 && " · "}
          {url ? <a href={url} target="_blank" rel="noopener noreferrer">{label}</a> : label}
        </>
      ))}
    </p>
  );
}
