/** What of calling phones a procedure needs to know. */
export type PushDoor = {
  /** The key that phones are to take calls from, base64url. */
  publicKey: string;
  /** Whether an address is one that we would send to. */
  takes: (endpoint: string) => boolean;
};
