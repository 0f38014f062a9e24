/** Names a delivery: sent again as it was it keeps its name, so that it is taken once; changed, it is another. */
export function createDeliveryKeys(): (content: object) => string {
  let sent = "";
  let key = "";
  return (content) => {
    const text = JSON.stringify(content);
    if (text !== sent) key = randomName();
    sent = text;
    return key;
  };
}

/** Not `randomUUID`: an office reaches its server without TLS, where browsers do not have it. */
const randomName = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
