/** For what has just appeared and has to be read: brings it to the middle of the screen. */
export function intoView(appeared: HTMLElement | null): void {
  appeared?.scrollIntoView({ block: "center" });
}
