// The inline text format of items: **bold**, *italic*, blank line = paragraph, newline = line break.
// It becomes elements, never HTML text, so nothing an author writes can run.
import { Fragment } from "preact";

const INLINE = /\*\*([^\s*](?:[\s\S]*?[^\s])?)\*\*|\*([^\s*](?:[^*]*?[^\s*])?)\*|\[\[([a-z0-9_-]+):\s*([\s\S]+?)\]\]|\{([a-z0-9_-]+)\}([.,;:!?)]*)|\n/g;

function inline(text, pieces) {
  const out = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, bold, italic, mark, words, blank, after] = match;
    const piece = pieceOf({ whole, bold, italic, mark, words, blank, after }, pieces);
    if (piece === undefined) continue;
    out.push(text.slice(end, match.index), piece);
    end = match.index + whole.length;
  }
  return [...out, text.slice(end)].map((part, n) => <Fragment key={n}>{part}</Fragment>);
}

function pieceOf({ whole, bold, italic, mark, words, blank, after }, pieces) {
  if (whole === "\n") return <br />;
  if (bold) return <strong>{inline(bold, pieces)}</strong>;
  if (italic) return <em>{inline(italic, pieces)}</em>;
  if (mark) return pieces.mark?.(mark, inline(words, {}));
  if (!pieces.blank) return undefined;
  // A full stop must not stand alone on the next line.
  return <span class="b12-glue">{pieces.blank(blank)}{after}</span>;
}

export const paragraphsOf = (text) => text.trim().split(/\n[ \t]*\n\s*/);

/** Text inside a line. `pieces.blank(id)` and `pieces.mark(id, words)` draw {id} and [[id: words]]. */
export function Inline({ text, pieces = {} }) {
  return paragraphsOf(text).map((paragraph, n) => (
    <Fragment key={n}>
      {n > 0 && <br />}
      {inline(paragraph, pieces)}
    </Fragment>
  ));
}

/** Text as paragraphs. */
export function Paragraphs({ text, pieces = {} }) {
  return paragraphsOf(text).map((paragraph, n) => <p key={n}>{inline(paragraph, pieces)}</p>);
}
