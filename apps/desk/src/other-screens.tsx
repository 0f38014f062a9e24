import { PERMISSIONS } from "@getu/domain";
import type { Role } from "@getu/domain";
import { Alert, Button, Flex } from "antd";
import type { ButtonProps } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** The house's other screens with who works at them; the wall is for everybody. */
const SCREENS = [
  { key: "planner", href: "/planner/", roles: PERMISSIONS["draft.read"] },
  { key: "phone", href: "/leader/", roles: ["leader"] },
  { key: "wall", href: "/", roles: null },
] as const satisfies readonly { key: string; href: string; roles: readonly Role[] | null }[];

type Held = { held: ReadonlySet<Role> };

/** A way to each other screen on which somebody with these roles has something to do. */
export function OtherScreens({ held, ...look }: Held & Pick<ButtonProps, "type" | "style">): ReactNode {
  const { t } = useTranslation();
  return SCREENS.filter(({ roles }) => roles === null || roles.some((role) => held.has(role))).map(
    ({ key, href }) => (
      <Button key={key} className="desk__elsewhere" href={href} {...look}>
        {t(`desk.screens.${key}`)}
      </Button>
    ),
  );
}

/** For roles without work at the desk: without a word they would look for what is not there. */
export function WorksElsewhere({ held }: Held): ReactNode {
  const { t } = useTranslation();
  const ways = (
    <Flex gap="small" wrap>
      <OtherScreens held={held} type="primary" />
    </Flex>
  );
  return <Alert type="info" showIcon title={t("desk.worksElsewhere")} action={ways} />;
}
