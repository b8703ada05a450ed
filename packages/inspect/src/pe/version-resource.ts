/** What a version resource says. */
export interface Version {
  /** Four numbers: `1.2.3.4`. */
  readonly file: string;
  readonly product: string;
  /** The texts of its first language, by name. */
  readonly texts: Readonly<Record<string, string>>;
}

const signature = 0xfeef04bd;
const fixedSize = 52;
const headSize = 6;
const mostTexts = 256;

/**
 * A version resource (Microsoft, "VS_VERSIONINFO"): numbers, and below them blocks in blocks, each with its own length;
 * undefined for what is none.
 */
export function readVersion(view: DataView): Version | undefined {
  const root = readBlock(view, 0, view.byteLength);
  if (root?.key !== 'VS_VERSION_INFO' || root.valueLength < fixedSize || root.end - root.valueAt < fixedSize)
    return undefined;
  const number = (at: number) => view.getUint32(root.valueAt + at, true);
  if (number(0) !== signature) return undefined;
  const numbers = (at: number) =>
    [number(at) >>> 16, number(at) & 0xffff, number(at + 4) >>> 16, number(at + 4) & 0xffff].join('.');
  const children = readBlocks(view, aligned(root.valueAt + root.valueLength), root.end);
  const [table] = children
    .filter(({ key }) => key === 'StringFileInfo')
    .flatMap(({ valueAt, end }) => readBlocks(view, valueAt, end));
  const strings = table === undefined ? [] : readBlocks(view, table.valueAt, table.end);
  return {
    file: numbers(8),
    product: numbers(16),
    texts: Object.fromEntries(strings.map(({ key, valueAt, end }) => [key, textAt(view, valueAt, end)])),
  };
}

interface Block {
  readonly key: string;
  readonly valueAt: number;
  /** In bytes; of texts, some compilers count characters. */
  readonly valueLength: number;
  readonly end: number;
}

function readBlock(view: DataView, at: number, end: number): Block | undefined {
  if (at + headSize > end) return undefined;
  const length = view.getUint16(at, true);
  if (length < headSize || at + length > end) return undefined;
  const key = textAt(view, at + headSize, at + length);
  return {
    key,
    valueAt: Math.min(aligned(at + headSize + 2 * (key.length + 1)), at + length),
    valueLength: view.getUint16(at + 2, true),
    end: at + length,
  };
}

/** The blocks that follow each other up to an end; what comes behind one that is damaged is not told. */
function readBlocks(view: DataView, start: number, end: number): readonly Block[] {
  const blocks: Block[] = [];
  for (let at = start; blocks.length < mostTexts;) {
    const block = readBlock(view, at, end);
    if (block === undefined) break;
    blocks.push(block);
    at = aligned(block.end);
  }
  return blocks;
}

/** Blocks and values begin at multiples of 32 bits. */
const aligned = (at: number) => (at + 3) & ~3;

/** Text in UTF-16 up to a NUL, or to the end. */
function textAt(view: DataView, at: number, end: number): string {
  const codes: number[] = [];
  for (let next = at; next + 2 <= end; next += 2) {
    const code = view.getUint16(next, true);
    if (code === 0) break;
    codes.push(code);
  }
  return String.fromCharCode(...codes);
}
