import type { Territory } from "@getu/domain";
import { useLanguage } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Pairing } from "./pairing.tsx";
import { useMosaic } from "./use-mosaic.ts";

/** Words in the middle of the screen, or in the panel next to it of a screen put together from panels. */
function NoticeScreen({ role, children }: { role?: "status"; children: ReactNode }): ReactNode {
  const { wallRef, isMosaic } = useMosaic();
  return (
    <main ref={wallRef} className="notice" role={role} data-mosaic={isMosaic}>
      {children}
    </main>
  );
}

/** An address that names no territory to show must not show another one's numbers. */
export function TerritoryChoice(props: {
  reason: string;
  territories: readonly Territory[];
  onChoose: (code: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  return (
    <NoticeScreen>
      <h1 role="alert">{props.reason}</h1>
      <p>{t("territory.chooseHint")}</p>
      <ul className="notice__choice">
        {props.territories.map(({ code, name }) => (
          <li key={code}>
            <button type="button" onClick={() => props.onChoose(code)}>
              {labelOf(name)} <span>{code}</span>
            </button>
          </li>
        ))}
      </ul>
    </NoticeScreen>
  );
}

/** A street is not shown to everybody: people sign in at the desk and hold a role. */
export function ClosedDoor({ title, toDesk }: { title: string; toDesk: string }): ReactNode {
  return (
    <NoticeScreen>
      <h1 role="alert">{title}</h1>
      <WaysIn toDesk={toDesk} />
    </NoticeScreen>
  );
}

/** Nobody has signed in here: it may be a wall that waits to be taken. */
export function UntakenScreen({ title, toDesk }: { title: string; toDesk: string }): ReactNode {
  return (
    <NoticeScreen>
      <h1 role="alert">{title}</h1>
      <Pairing />
      <WaysIn toDesk={toDesk} />
    </NoticeScreen>
  );
}

function WaysIn({ toDesk }: { toDesk: string }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <p>{t("wall.closedHint")}</p>
      <p className="notice__ways">
        <a href="/desk/">{toDesk}</a>
        <a href="/desk/#/screen">{t("wall.toScreen")}</a>
      </p>
    </>
  );
}

/** What is the matter while there is nothing to show. */
export function Notice({ kind }: { kind: "connecting" | "failing" | "empty" | "gridless" }): ReactNode {
  const { t } = useTranslation();
  const words = {
    connecting: [t("live.connecting"), ""],
    failing: [t("failure.title"), t("failure.retry")],
    empty: [t("territory.none"), t("territory.noneHint")],
    gridless: [t("wall.gridGone"), t("wall.gridGoneHint")],
  }[kind];
  return (
    <NoticeScreen role="status">
      <h1>{t("product")}</h1>
      <p>{words[0]}</p>
      <p>{words[1]}</p>
    </NoticeScreen>
  );
}
