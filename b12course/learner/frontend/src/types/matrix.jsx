// Answers in a table: matrix {"row1": "col2"} and matrix_multiple {"row1": ["col1", "col3"]}.
// On a narrow place the table turns into cards (CSS). The ARIA roles are written out because a
// browser drops a table's own roles once CSS changes its display.
import { Inline } from "../text.jsx";
import { Tag, Why, toneOf } from "../ui/mark.jsx";
import { listInWords, textsOf, toggled, withKey } from "../values.js";
import { judgePlaces, rightWords } from "../verdicts.js";

function Grid({ item, base, kind, isOn, onPress, locked, rowMark, cellMark }) {
  return (
    <table class="b12-grid" role="table">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">{item.heading || <span class="b12-unseen">Row</span>}</th>
          {item.columns.map(({ id, text }) => (
            <th role="columnheader" scope="col" key={id}><Inline text={text} /></th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {item.rows.map((row) => (
          <Row key={row.id} {...{ item, row, base, kind, isOn, onPress, locked, cellMark }} mark={rowMark(row.id)} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ item, row, base, kind, isOn, onPress, locked, mark, cellMark }) {
  const rowId = `${base}-${row.id}`;
  const hasWhy = mark && (mark.why || mark.best);
  return (
    <>
      <tr role="row" class={`b12-row ${toneOf(mark)} ${hasWhy ? "b12-has-why" : ""}`}>
        <th role="rowheader" scope="row" id={rowId}><Tag mark={mark} /><Inline text={row.text} /></th>
        {item.columns.map(({ id, text }) => {
          const cell = cellMark?.(row.id, id);
          return (
            <td role="cell" key={id} class={toneOf(cell)}>
              <label class={locked ? "b12-locked" : ""}>
                <span class="b12-col" id={`${rowId}-${id}-col`}><Inline text={text} /></span>
                {cell && <Tag mark={cell} />}
                <input
                  type={kind}
                  id={`${rowId}-${id}`}
                  name={kind === "radio" ? `${rowId}-choice` : undefined}
                  aria-labelledby={`${rowId} ${rowId}-${id}-col`}
                  checked={isOn(row.id, id)}
                  disabled={locked}
                  onChange={() => onPress(row.id, id)}
                />
              </label>
            </td>
          );
        })}
      </tr>
      {hasWhy && (
        <tr role="row" class={`b12-whyrow ${toneOf(mark)}`}>
          <td role="cell" colSpan={item.columns.length + 1}><Why mark={mark} /></td>
        </tr>
      )}
    </>
  );
}

const rowsAnswered = (item, value) => `${Object.keys(value ?? {}).length} of ${item.rows.length} rows answered`;

function MatrixAnswer({ item, base, value, onChange, locked, markOf }) {
  return (
    <Grid
      {...{ item, base, locked }}
      kind="radio"
      isOn={(row, column) => value?.[row] === column}
      onPress={(row, column) => onChange(withKey(value, row, column))}
      rowMark={markOf}
    />
  );
}

function judgeMatrix(item, value, { key, rationale, unsafe }) {
  const columns = textsOf(item.columns);
  const rows = item.rows.map((r) => r.id);
  const words = { why: (row) => rationale[row], best: (row) => columns[key[row]] };
  const { elements, right, found } = judgePlaces(rows, value, key, unsafe, words);
  return { elements, right, summary: rightWords(found, rows.length, "rows") };
}

export const matrix = { Answer: MatrixAnswer, judge: judgeMatrix, tally: rowsAnswered, clearable: true };

function MultipleAnswer({ item, base, value, onChange, locked, markOf }) {
  return (
    <Grid
      {...{ item, base, locked }}
      kind="checkbox"
      isOn={(row, column) => value?.[row]?.includes(column) ?? false}
      onPress={(row, column) => onChange(withKey(value, row, toggled(value?.[row] ?? [], column)))}
      rowMark={markOf}
      cellMark={(row, column) => markOf(`${row}.${column}`)}
    />
  );
}

function judgeMultiple(item, value, { key, rationale, unsafe }) {
  const columns = textsOf(item.columns);
  const elements = {};
  let rowsRight = 0;
  for (const { id: row } of item.rows) {
    const picks = value?.[row] ?? [];
    const cells = item.columns.map(({ id: column }) => cellVerdict(picks.includes(column), key[row].includes(column), unsafe.includes(`${row}.${column}`)));
    item.columns.forEach(({ id: column }, n) => (elements[`${row}.${column}`] = { verdict: cells[n] }));
    const right = cells.every((c) => c === "right" || c === "left");
    rowsRight += right;
    const best = key[row].length ? listInWords(key[row].map((c) => columns[c])) : "none of these";
    // An untouched row is no answer yet, unless nothing belongs in it.
    const verdict = right ? "right" : picks.length ? "wrong" : "missed";
    elements[row] = { verdict, word: right ? undefined : picks.length ? "Not all right" : "Missed", why: rationale[row], best: right ? undefined : best };
  }
  return { elements, right: rowsRight === item.rows.length, summary: rightWords(rowsRight, item.rows.length, "rows") };
}

function cellVerdict(picked, keyed, harms) {
  if (picked) return keyed ? "right" : harms ? "unsafe" : "wrong";
  return keyed ? "missed" : "left";
}

export const matrix_multiple = { Answer: MultipleAnswer, judge: judgeMultiple };
