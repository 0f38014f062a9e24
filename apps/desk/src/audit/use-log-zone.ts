import { useTerritories } from "@getu/ui";

/**
 * By whose clock the log is read: that of the first territory one sees, since it belongs to none of them; the screen's
 * own where there is no territory yet.
 */
export function useLogZone(): string {
  const { data } = useTerritories();
  return data?.[0]?.timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
