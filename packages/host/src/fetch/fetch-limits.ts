/** How much a download may be, and how long it may take. What is larger is refused, whoever serves it. */
export interface FetchLimits {
  /** Bytes of a package's page in an index, and the files that it may list. */
  readonly indexBytes: number;
  readonly indexFiles: number;
  readonly indexSeconds: number;
  /** Bytes of a file. */
  readonly downloadBytes: number;
  readonly downloadSeconds: number;
  /** How long a server may be silent. */
  readonly silentSeconds: number;
  /** Bytes that any archive may unpack to; above them, {@link unpackedRatio} holds. */
  readonly unpackedBytes: number;
  /** How many times its own size an archive may unpack to. Toolchains are at 4 to 10. */
  readonly unpackedRatio: number;
  /** Files, links and folders of an archive. */
  readonly unpackedFiles: number;
}

const MEGABYTE = 1_000_000;

/** Some ten times what the largest toolchains and indexes have. */
export const fetchLimits: FetchLimits = {
  indexBytes: 32 * MEGABYTE,
  indexFiles: 50_000,
  indexSeconds: 120,
  downloadBytes: 4000 * MEGABYTE,
  downloadSeconds: 3600,
  silentSeconds: 60,
  unpackedBytes: 256 * MEGABYTE,
  unpackedRatio: 40,
  unpackedFiles: 300_000,
};

/** How many bytes an archive of a size may unpack to. */
export const unpackedLimit = (limits: FetchLimits, archiveBytes: number): number =>
  Math.max(limits.unpackedBytes, limits.unpackedRatio * archiveBytes);
