import { useId } from "react";
import type { ReactNode } from "react";
import type { PanelName } from "./panel-parts.ts";
import { useOldWords } from "./use-old-words.ts";

/** A box of the screen with its heading; `aside` stands at the heading's right. What cannot be had looks old and says since when. */
export function Panel(props: {
  title: string;
  name: PanelName;
  aside?: ReactNode;
  children: ReactNode;
}): ReactNode {
  const heading = useId();
  const old = useOldWords(props.name);
  return (
    <section className={`panel panel--${props.name}`} data-old={old !== null} aria-labelledby={heading}>
      <header className="panel__head">
        <h2 id={heading}>{props.title}</h2>
        {props.aside !== undefined && <span className="panel__aside">{props.aside}</span>}
      </header>
      {old !== null && <p className="panel__old">{old}</p>}
      {props.children}
    </section>
  );
}
