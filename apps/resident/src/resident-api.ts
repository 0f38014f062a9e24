import { caseViewSchema, officeSchema } from "@getu/domain";
import type { CaseView, Office, PublicReport } from "@getu/domain";

/** Why a request came to nothing: the backend's code, or `OFFLINE` when nobody answered. */
export class Refused extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

async function ask(path: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(path, init).catch(() => {
    throw new Refused("OFFLINE");
  });
  const answer: unknown = await response.json().catch(() => null); // a proxy may answer in HTML
  if (!response.ok) throw new Refused(codeOf(answer));
  return answer;
}

function codeOf(answer: unknown): string {
  const { error } = (answer ?? {}) as { error?: { message?: unknown } };
  return typeof error?.message === "string" ? error.message : "OFFLINE";
}

const post = (path: string, body: object): Promise<unknown> =>
  ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

/** Where the office works and what it takes care of. */
export const getOffice = async (): Promise<Office> => officeSchema.parse(await ask("/report/office.json"));

/** Sends a report; resolves with the code to follow it by. */
export async function sendReport(report: PublicReport): Promise<string> {
  const { code } = (await post("/report/reports", report)) as { code: string };
  return code;
}

/** The case of a code. The code goes in the body: addresses are kept by browsers and proxies. */
export const getCase = async (code: string): Promise<CaseView> =>
  caseViewSchema.parse(await post("/report/cases", { code }));

/** Rates a closed case; resolves with the case as it is afterwards. */
export const rateCase = async (rating: {
  code: string;
  rating: number;
  reason: string | null;
}): Promise<CaseView> => caseViewSchema.parse(await post("/report/ratings", rating));

/** Uploads a photo; resolves with the id that the report takes it by. */
export async function uploadPhoto(photo: Blob, territoryId: number): Promise<string> {
  const form = new FormData();
  form.append("photo", photo);
  const path = `/territories/${territoryId}/photos?kind=near`;
  const { id } = (await ask(path, { method: "POST", body: form })) as { id: string };
  return id;
}
