import { goTo } from "@getu/ui";
import type { Backend } from "@getu/ui";

/** Opens what somebody works with who has come in by a link: grid leaders have the phone's page, the desk holds nothing for them. */
export async function openOwnPage(backend: Backend, page: string): Promise<void> {
  const { grants } = await backend.account.get.query({});
  const isLeader = grants.length > 0 && grants.every(({ role }) => role === "leader");
  if (isLeader) location.assign("/leader/");
  else goTo(page);
}
