import { authDoor, useForgetAnswers, useLanguage, useRefusalWords } from "@getu/ui";
import { useState } from "react";
import type { ReactNode, SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { useBookState } from "./phone.tsx";

/** Runs a call of the door, and says why it was refused. */
function useKnock(): { isBusy: boolean; refusal: string | null; knock: (call: () => Promise<void>) => void } {
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const wordsOf = useRefusalWords();
  return {
    isBusy,
    refusal,
    knock(call) {
      setBusy(true);
      setRefusal(null);
      call()
        .catch((error: unknown) => setRefusal(wordsOf(error)))
        .finally(() => setBusy(false));
    },
  };
}

const fieldsOf = (event: SubmitEvent<HTMLFormElement>) => {
  event.preventDefault();
  const form = new FormData(event.currentTarget);
  return (name: string): string => {
    const given = form.get(name);
    return typeof given === "string" ? given : "";
  };
};

/** Name and password, then the second factor where the account has one. What has not been sent stays meanwhile. */
export function SignInPage({ hasDirectory }: { hasDirectory: boolean }): ReactNode {
  const { t } = useTranslation();
  const { language, setLanguage } = useLanguage();
  const [isHalfIn, setHalfIn] = useState(false);
  const { others: waiting } = useBookState(); // of a locked phone nobody can say more than how many
  return (
    <main className="door">
      <h1>{t("product")}</h1>
      <p className="quiet">{t("leader.title")}</p>
      {waiting > 0 && <p className="note">{t("leader.door.waiting", { count: waiting })}</p>}
      {isHalfIn ? (
        <CodeForm onBack={() => setHalfIn(false)} />
      ) : (
        <PasswordForm hasDirectory={hasDirectory} onHalfIn={() => setHalfIn(true)} />
      )}
      <button
        type="button"
        className="button button--quiet"
        onClick={() => setLanguage(language === "en" ? "zh-CN" : "en")}
      >
        {t("language")}
      </button>
    </main>
  );
}

function PasswordForm({
  hasDirectory,
  onHalfIn,
}: {
  hasDirectory: boolean;
  onHalfIn: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const forgetAnswers = useForgetAnswers();
  const { isBusy, refusal, knock } = useKnock();
  const signIn = (event: SubmitEvent<HTMLFormElement>): void => {
    const field = fieldsOf(event);
    knock(async () => {
      const given = { username: field("username").trim(), password: field("password") };
      const { twoFactorRedirect } = await authDoor.signIn(given);
      if (twoFactorRedirect === true) onHalfIn();
      else await forgetAnswers();
    });
  };
  const leave = (): void =>
    knock(async () => {
      const { url } = await authDoor.signInByDirectory();
      if (url !== undefined) location.assign(url);
    });
  return (
    <form className="card" onSubmit={signIn}>
      <label>
        {t("signIn.username")}
        <input name="username" autoComplete="username" autoCapitalize="none" required maxLength={60} />
      </label>
      <label>
        {t("signIn.password")}
        <input name="password" type="password" autoComplete="current-password" required maxLength={128} />
      </label>
      <Refusal words={refusal} />
      <button type="submit" className="button button--main" disabled={isBusy}>
        {t("signIn.submit")}
      </button>
      {hasDirectory && (
        <button type="button" className="button" onClick={leave} disabled={isBusy}>
          {t("signIn.directory")}
        </button>
      )}
    </form>
  );
}

function CodeForm({ onBack }: { onBack: () => void }): ReactNode {
  const { t } = useTranslation();
  const forgetAnswers = useForgetAnswers();
  const { isBusy, refusal, knock } = useKnock();
  const give = (event: SubmitEvent<HTMLFormElement>): void => {
    const field = fieldsOf(event);
    knock(async () => {
      await authDoor.giveCode(field("code").trim());
      await forgetAnswers();
    });
  };
  return (
    <form className="card" onSubmit={give}>
      <label>
        {t("signIn.code")}
        <input name="code" autoComplete="one-time-code" inputMode="numeric" required maxLength={6} />
      </label>
      <Refusal words={refusal} />
      <button type="submit" className="button button--main" disabled={isBusy}>
        {t("signIn.submit")}
      </button>
      <button type="button" className="button" onClick={onBack}>
        {t("signIn.back")}
      </button>
    </form>
  );
}

const Refusal = ({ words }: { words: string | null }): ReactNode =>
  words !== null && (
    <p className="problem" role="alert">
      {words}
    </p>
  );
