import { Typography } from "antd";
import type { ReactNode } from "react";

/** The title of a page, and beside it what is chosen or begun there. */
export function PageHead({ title, children }: { title: string; children?: ReactNode }): ReactNode {
  return (
    <div className="desk__head">
      <Typography.Title level={1} style={{ margin: 0, fontSize: 22 }}>
        {title}
      </Typography.Title>
      {children}
    </div>
  );
}
