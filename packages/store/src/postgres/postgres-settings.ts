import { totalmem } from "node:os";

/** An eighth of the machine, so that an office computer still has room: the indexes of ten million incidents fit a gigabyte. */
const sharedBuffersMegabytes = (): number =>
  Math.round(Math.min(1024, Math.max(128, totalmem() / 8 / 2 ** 20)));

const SETTINGS = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "max_connections=100",
  "timezone=UTC",
  "log_timezone=UTC",
  // Statements and failing rows may carry what residents wrote: they stay out of the log.
  "log_min_error_statement=panic",
  "log_error_verbosity=terse",
  // A long import otherwise forces a checkpoint every gigabyte, and after each one every page it touches is logged whole.
  "max_wal_size=4GB",
  "checkpoint_timeout=15min",
  `shared_buffers=${sharedBuffersMegabytes()}MB`,
];
const FAST_SETTINGS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

/** How the server is set; not durable it forgets a crash's last moments and is quick, for tests. */
export const settingsOf = ({ durable }: { durable: boolean }): readonly string[] =>
  durable ? SETTINGS : [...SETTINGS, ...FAST_SETTINGS];
