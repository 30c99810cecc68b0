// The width there is for a drawing, in CSS px, so that its words never shrink.
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** Returns [ref for the frame, its width now]. */
export function useWidth() {
  const frame = useRef(null);
  const [width, setWidth] = useState(640);
  useLayoutEffect(() => {
    const measure = () => setWidth(Math.max(240, Math.floor(frame.current.clientWidth)));
    const observer = new ResizeObserver(measure);
    measure();
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, []);
  return [frame, width];
}
