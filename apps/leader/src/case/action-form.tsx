import { proofOf } from "@getu/domain";
import type { Case } from "@getu/ui";
import type { ReactNode, SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { useLoopNames } from "../loop-names.ts";
import { useDraftPhotos } from "../draft-photos.ts";
import type { PhoneAction } from "../next-action.ts";
import type { EntryPhoto } from "../outbox/entry.ts";
import { NotKept } from "../not-kept.tsx";
import { usePending } from "../phone.tsx";
import { PhotoField } from "../photo-field.tsx";
import { useDraft } from "../use-draft.ts";
import { isBusy, useKeep } from "../use-keep.ts";
import type { Work } from "../work.ts";
import { writtenText } from "../written-text.ts";
import { needsOf, toAct } from "./act.ts";
import { withReason } from "./with-reason.ts";

type ActionFormProps = { action: PhoneAction; found: Case; work: Work; onClose: () => void };
type ActionDraft = { words: string; photos: readonly EntryPhoto[] };

const REASONS = ["beyond", "help", "people"] as const;
const EMPTY: ActionDraft = { words: "", photos: [] };

/** What an action needs: words, and for what is fed back photos from before and after. */
export function ActionForm({ action, found, work, onClose }: ActionFormProps): ReactNode {
  const { t } = useTranslation();
  const { actionName } = useLoopNames(work.loop);
  const pending = usePending(found, work.personId);
  const needs = needsOf(action, { found, pending });
  const draftName = `draft/${work.personId}/${found.incident.id}/${action}`;
  const [draft, change] = useDraft(draftName, EMPTY);
  const taken = useDraftPhotos(draft, change);
  const lacking = useLacking(needs.includes("photos"), { found, work, draft });
  const { keeping, keep } = useKeep();
  const asksReason = needs.includes("reason");
  const written = writtenText(draft.words);
  const isReady = written !== null && lacking.length === 0 && taken.inWork === 0 && !isBusy(keeping);

  async function decide(words: string): Promise<void> {
    const act = toAct(action, { found, pending });
    const said = { reason: asksReason ? words : null, text: asksReason ? null : words };
    const isKept = await keep({
      personId: work.personId,
      work: { ...act, ...said, territoryId: work.territory.id },
      photos: draft.photos,
      draft: draftName,
    });
    if (isKept) onClose();
  }
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (isReady) void decide(written);
  }
  /** What is beyond one is handed up by a tap; of the others a reason is only written. */
  const choose = (reason: string): void => {
    const words = withReason(written ?? "", reason);
    if (action === "hand-up") void decide(words);
    else change({ words });
  };

  return (
    <form className="card" onSubmit={submit}>
      <h2>{actionName(action)}</h2>
      {needs.includes("photos") && (
        <div className="photo-pair">
          {(["before", "after"] as const).map((kind) => (
            <PhotoField key={kind} kind={kind} label={t(`leader.case.${kind}`)} taken={taken} />
          ))}
        </div>
      )}
      {lacking.length > 0 && (
        <p className="hint">{t("leader.case.needsPhotos", { kinds: lacking.join("、") })}</p>
      )}
      {action === "hand-up" && <p className="hint">{t("leader.case.oneTap")}</p>}
      {asksReason && <Reasons onChoose={choose} />}
      <label>
        {t(asksReason ? "leader.case.reason" : "leader.case.text")}
        <textarea
          rows={3}
          maxLength={2000}
          placeholder={t(asksReason ? "leader.report.textExample" : "leader.case.textExample")}
          value={draft.words}
          onChange={({ target }) => change({ words: target.value })}
        />
      </label>
      <NotKept keeping={keeping} />
      <button type="submit" className="button button--main" disabled={!isReady}>
        {taken.inWork > 0
          ? t("leader.report.photosInWork")
          : t("leader.case.confirm", { action: actionName(action) })}
      </button>
      <button type="button" className="button button--quiet" onClick={onClose}>
        {t("leader.case.cancel")}
      </button>
    </form>
  );
}

/** The words of the photos that the catalogue demands and that nobody has taken yet. */
function useLacking(
  asksPhotos: boolean,
  { found, work, draft }: Pick<ActionFormProps, "found" | "work"> & { draft: ActionDraft },
): string[] {
  const { t } = useTranslation();
  if (!asksPhotos || !work.catalogue) return [];
  return proofOf(work.catalogue, found.incident.category)
    .filter((kind) => !draft.photos.some((photo) => photo.kind === kind))
    .map((kind) => t(`photoKind.${kind}`));
}

/** Most reasons are one of three: a tap writes them. */
function Reasons({ onChoose }: { onChoose: (words: string) => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="chips">
      {REASONS.map((key) => {
        const words = t(`leader.case.reasons.${key}`);
        return (
          <button key={key} type="button" className="chip" onClick={() => onChoose(words)}>
            {words}
          </button>
        );
      })}
    </div>
  );
}
