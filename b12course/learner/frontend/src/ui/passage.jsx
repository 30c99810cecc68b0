// A text or a small table whose words hold blanks {id} or marked phrases [[id: words]].
import { Inline, Paragraphs } from "../text.jsx";

export function Passage({ item, pieces, children }) {
  return (
    <div class="b12-passage">
      {item.text ? <Paragraphs text={item.text} pieces={pieces} /> : <PassageTable table={item.table} pieces={pieces} />}
      {children}
    </div>
  );
}

function PassageTable({ table, pieces }) {
  return (
    <table class="b12-ptable" role="table">
      <thead role="rowgroup">
        <tr role="row">
          {table.header.map((words, n) => <th role="columnheader" scope="col" key={n}><Inline text={words} /></th>)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {table.rows.map((row, n) => (
          <tr role="row" key={n}>
            {row.map((cell, m) => (
              <td role="cell" key={m}>
                <span class="b12-colname" aria-hidden="true"><Inline text={table.header[m]} /></span>
                <Inline text={cell} pieces={pieces} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The blanks' ids in reading order. */
export function blanksOf(item) {
  const words = item.text ?? item.table.rows.flat().join("\n");
  return [...words.matchAll(/\{([a-z0-9_-]+)\}/g)].map((m) => m[1]);
}

/** The marked phrases as {id, text} in reading order. */
export function phrasesOf(item) {
  const words = item.text ?? item.table.rows.flat().join("\n");
  return [...words.matchAll(/\[\[([a-z0-9_-]+):\s*([\s\S]+?)\]\]/g)].map(([, id, text]) => ({ id, text }));
}
