// "Read again: …", as a link where the lesson's section is on this page.
import { useQuiz } from "../context.js";

const slug = (heading) => heading.toLowerCase().replace(/[^\p{L}\p{N}\s-]/gu, "").trim().replace(/\s+/g, "-");

/** Finds the heading's element: sites write slugs, JupyterLab writes the heading with hyphens. */
function findHeading(heading) {
  const asInLab = heading.replace(/ /g, "-");
  return (
    document.getElementById(slug(heading)) ??
    document.getElementById(asInLab) ??
    document.querySelector(`[data-jupyter-id="${CSS.escape(asInLab)}"]`)
  );
}

export function Reading({ explain }) {
  const { spec, inKernel } = useQuiz();
  const heading = explain?.read;
  if (!heading) return null;
  const target = findHeading(heading);
  const goTo = (event) => {
    // Changing the address would make JupyterLab reload its page, so scroll by hand.
    event.preventDefault();
    target.scrollIntoView({ block: "start" });
  };
  return (
    <p>
      Read again:{" "}
      {target ? <a href={`#${slug(heading)}`} onClick={goTo}>{heading}</a> : <strong>{heading}</strong>}
      {!target && spec.lesson && <Lesson path={spec.lesson} link={!inKernel} />}
    </p>
  );
}

/** The lesson's file. JupyterLab would leave its page for a link, so there it is named only. */
function Lesson({ path, link }) {
  const name = path.split("/").at(-1);
  return <> (in {link ? <a href={path}>{name}</a> : name})</>;
}
