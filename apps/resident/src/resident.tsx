import type { Office } from "@getu/domain";
import { useLanguage } from "@getu/ui";
import { useCallback, useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { CasePage } from "./case-page.tsx";
import { ReportPage } from "./report-page.tsx";
import { getOffice } from "./resident-api.ts";
import type { Visit } from "./visit.ts";

/** The public page: report, or follow what was reported. */
export function Resident({ visit }: { visit: Visit }): ReactNode {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const [page, setPage] = useState(visit.page);
  const [office, retry] = useOffice();
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `${t("product")} · ${t(`resident.channel.${visit.channel}`)}`;
  }, [language, t, visit.channel]);
  return (
    <>
      <Header page={page} onPage={setPage} title={t(`resident.channel.${visit.channel}`)} />
      <main className="page">
        {office === "failed" && (
          <p className="notice" role="alert">
            {t("resident.unreachable")}{" "}
            <button type="button" className="button button--quiet" onClick={retry}>
              {t("resident.retry")}
            </button>
          </p>
        )}
        {office === null && <p className="notice">{t("resident.loading")}</p>}
        {typeof office === "object" && office !== null && (
          <>
            <div hidden={page !== "report"}>
              <ReportPage office={office} channel={visit.channel} onFollow={() => setPage("follow")} />
            </div>
            {page === "follow" && <CasePage office={office} />}
          </>
        )}
      </main>
    </>
  );
}

/** The office, null while it is asked for, and how to ask again. */
function useOffice(): [Office | "failed" | null, () => void] {
  const [office, setOffice] = useState<Office | "failed" | null>(null);
  const load = useCallback(() => void getOffice().then(setOffice, () => setOffice("failed")), []);
  useEffect(load, [load]);
  const retry = (): void => {
    setOffice(null);
    load();
  };
  return [office, retry];
}

const PAGES = ["report", "follow"] as const;

type HeaderProps = { page: Visit["page"]; onPage: (page: Visit["page"]) => void; title: string };

function Header({ page, onPage, title }: HeaderProps): ReactNode {
  const { t } = useTranslation();
  const { language, setLanguage } = useLanguage();
  return (
    <header className="header">
      <div className="header__row">
        <h1>{title}</h1>
        <button
          type="button"
          className="header__language"
          lang={language === "en" ? "zh-CN" : "en"}
          onClick={() => setLanguage(language === "en" ? "zh-CN" : "en")}
        >
          {t("language")}
        </button>
      </div>
      <nav className="tabs">
        {PAGES.map((each) => (
          <button
            key={each}
            type="button"
            aria-current={page === each ? "page" : undefined}
            onClick={() => onPage(each)}
          >
            {t(`resident.${each}.tab`)}
          </button>
        ))}
      </nav>
    </header>
  );
}
