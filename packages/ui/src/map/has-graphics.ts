/** Whether this browser gives a page graphics now; asking leaves nothing behind. */
export const hasGraphics = (): boolean => canHave({});

/** Whether it gives graphics that a card draws, and not the processor. */
export const hasGraphicsCard = (): boolean => canHave({ failIfMajorPerformanceCaveat: true });

function canHave(attributes: WebGLContextAttributes): boolean {
  const context = document.createElement("canvas").getContext("webgl2", attributes);
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}
