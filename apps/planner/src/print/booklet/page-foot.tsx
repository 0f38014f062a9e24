import type { ReactNode } from "react";

/** What a page belongs to, and its number. */
export function PageFoot({ name, page }: { name: string; page: number }): ReactNode {
  return (
    <p className="page__foot">
      <span>{name}</span>
      <span>{page}</span>
    </p>
  );
}
