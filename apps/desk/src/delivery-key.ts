import { randomUuid } from "@getu/ui";

/** Names a delivery: sent again as it was it keeps its name, so that it is taken once; changed, it is another. */
export function createDeliveryKeys(): (content: object) => string {
  let sent = "";
  let key = "";
  return (content) => {
    const text = JSON.stringify(content);
    if (text !== sent) key = randomUuid().replaceAll("-", ""); // as the server takes it
    sent = text;
    return key;
  };
}
