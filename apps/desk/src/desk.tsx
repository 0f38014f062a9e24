import { useAccount, useRoute } from "@getu/ui";
import { Spin } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Frame } from "./frame.tsx";
import { JoinPage } from "./join-page.tsx";
import { PasswordPage } from "./password-page.tsx";
import { ScreenPage } from "./screen-page.tsx";
import { SignInPage } from "./sign-in-page.tsx";

/** The planner sends here whoever has not signed in. */
const isOnTheWayToPlanner = (): boolean => new URLSearchParams(location.search).get("to") === "planner";

/** Doors for who has not signed in, pages for who has. */
export function Desk(): ReactNode {
  const { t } = useTranslation();
  const { page, word } = useRoute();
  const { data: account } = useAccount();
  if (page === "join") return <JoinPage token={word} />;
  if (page === "password") return <PasswordPage token={word} />;
  if (page === "screen") return <ScreenPage />;
  if (!account) return <Spin fullscreen description={t("desk.loading")} />;
  if (!account.person) return <SignInPage hasDirectory={account.hasDirectory} />;
  if (isOnTheWayToPlanner()) location.replace("/planner/");
  return <Frame account={account} person={account.person} page={page} />;
}
