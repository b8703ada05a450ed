/** The languages that `mkcross init --language` writes a first project in. */
export const languages = ['rust', 'zig', 'c', 'cpp'] as const;

/** A language of {@link languages}. */
export type Language = (typeof languages)[number];
