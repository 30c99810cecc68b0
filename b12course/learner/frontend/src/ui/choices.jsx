// A short list to choose one from, as a row of large buttons that are radio buttons underneath.

/** `options` is [{id, text}]; `onChange(id)` takes the new choice. */
export function Choices({ legend, name, options, value, onChange }) {
  return (
    <fieldset class="b12-choices">
      <legend>{legend}</legend>
      <div class="b12-choice-row">
        {options.map(({ id, text }) => (
          <label key={id} class="b12-choice">
            <input type="radio" name={name} value={id} checked={id === value} onChange={() => onChange(id)} />
            <span>{text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
