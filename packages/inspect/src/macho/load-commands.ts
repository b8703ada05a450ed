import { latin1, longestText, type Reader } from '../bytes/reader.ts';

/** A load command (mach-o/loader.h of Apple's cctools). */
export interface LoadCommand {
  readonly type: number;
  /** All of it, type and size included. */
  readonly view: DataView;
}

/** Load commands by number. */
export const command = {
  segment: 0x1,
  symbols: 0x2,
  interpreter: 0xe,
  uuid: 0x1b,
  segment64: 0x19,
  minMacos: 0x24,
  minIos: 0x25,
  minTvos: 0x2f,
  minWatchos: 0x30,
  buildVersion: 0x32,
  runPath: 0x8000001c,
} as const;

/** The commands that name a library: LC_LOAD_DYLIB, and weak, re-exported, lazy and upward ones. */
export const libraryCommands: ReadonlySet<number> = new Set([0xc, 0x20, 0x80000018, 0x8000001f, 0x80000023]);

const mostCommands = 10_000;
/** No linker writes one of more. */
const longestCommand = 0x1000000;

/** The commands behind a header. */
export function readCommands(
  reader: Reader,
  start: number,
  count: number,
): { readonly found: readonly LoadCommand[]; readonly problem?: string } {
  const found: LoadCommand[] = [];
  let at = start;
  if (count > mostCommands) reader.cut(`there are more than ${mostCommands} load commands`);
  for (let index = 0; index < Math.min(count, mostCommands); index++) {
    const head = reader.view(at, 8);
    const size = head?.getUint32(4, reader.little) ?? 0;
    const view = size >= 8 && size < longestCommand ? reader.view(at, size) : undefined;
    if (head === undefined || view === undefined)
      return { found, problem: 'the load commands lie outside of the file' };
    const type = head.getUint32(0, reader.little);
    if (size >= smallest(type)) found.push({ type, view });
    at += size;
  }
  return { found };
}

/** How long a command must be for the fields that are read of it. */
function smallest(type: number): number {
  if (type === command.segment64) return 72;
  if (type === command.segment) return 56;
  return type === command.uuid || type === command.buildVersion ? 24 : type === command.symbols ? 16 : 12;
}

/** The text whose place in a command stands at 8 in it. */
export const textOf = ({ view }: LoadCommand, little: boolean): string =>
  textIn(view, view.getUint32(8, little), longestText);

function textIn(view: DataView, at: number, limit: number): string {
  const start = Math.min(at, view.byteLength);
  const bytes = new Uint8Array(view.buffer, view.byteOffset + start, Math.min(limit, view.byteLength - start));
  const end = bytes.indexOf(0);
  return latin1(end < 0 ? bytes : bytes.subarray(0, end));
}

/** The sections of a segment's command. */
export function sectionsOf(
  { type, view }: LoadCommand,
  little: boolean,
): readonly { readonly name: string; readonly size: number }[] {
  const is64 = type === command.segment64;
  const [start, entry, countAt] = is64 ? [72, 80, 64] : [56, 68, 48];
  const count = Math.min(view.getUint32(countAt, little), Math.floor((view.byteLength - start) / entry));
  return Array.from({ length: count }, (_, index) => {
    const at = start + index * entry;
    const size = is64 ? Number(view.getBigUint64(at + 40, little)) : view.getUint32(at + 36, little);
    return { name: textIn(view, at, 16), size };
  });
}
