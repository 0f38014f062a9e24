import { useId } from "react";
import type { ReactNode } from "react";

/** A box of the screen with its heading; `aside` stands at the heading's right. */
export function Panel(props: {
  title: string;
  name: string;
  aside?: ReactNode;
  children: ReactNode;
}): ReactNode {
  const heading = useId();
  return (
    <section className={`panel panel--${props.name}`} aria-labelledby={heading}>
      <header className="panel__head">
        <h2 id={heading}>{props.title}</h2>
        {props.aside !== undefined && <span className="panel__aside">{props.aside}</span>}
      </header>
      {props.children}
    </section>
  );
}
