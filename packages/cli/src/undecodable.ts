import { isUtf8 } from 'node:buffer';
import { readFileSync, readlinkSync } from 'node:fs';

/** What this process was given with bytes that are not UTF-8, in whose place Node has replacement characters. */
export interface Undecodable {
  /** `argument 2`, `the path of the current folder`: names would be other ones. */
  readonly names: readonly string[];
  /** The names of variables. */
  readonly variables: readonly string[];
}

/** What Node gives of this process: decoded. */
export interface GivenTexts {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Undefined where the current folder was removed. */
  readonly folder: string | undefined;
}

/** The character that stands for bytes that are not UTF-8; people may also write it. */
const replacement = '\uFFFD';

/** Whether anything may be undecodable. */
export const isSuspicious = ({ args, env, folder = '' }: GivenTexts): boolean =>
  [...args, folder, ...Object.values(env)].some((text) => text?.includes(replacement) === true);

/** What is undecodable of this process. Without /proc, each replacement character counts. */
export function undecodable({ args, env, folder = '' }: GivenTexts): Undecodable {
  if (!isSuspicious({ args, env, folder })) return { names: [], variables: [] };
  const given = entriesOf('/proc/self/cmdline')?.slice(-args.length);
  const isWrong = (text: string, bytes: Buffer | undefined) =>
    text.includes(replacement) && (bytes === undefined || !isUtf8(bytes));
  const variables = entriesOf('/proc/self/environ');
  const isWrongVariable = (name: string) => {
    const entries = variables?.filter((bytes) => bytes.toString('utf8').startsWith(`${name}=`));
    return entries === undefined || entries.length === 0 || !entries.every((bytes) => isUtf8(bytes));
  };
  return {
    names: [
      ...args.flatMap((text, index) => (isWrong(text, given?.[index]) ? [`argument ${String(index + 1)}`] : [])),
      ...(isWrong(folder, currentFolder()) ? ['the path of the current folder'] : []),
    ],
    variables: Object.entries(env).flatMap(([name, text]) =>
      text?.includes(replacement) === true && isWrongVariable(name) ? [name] : [],
    ),
  };
}

/** The entries of a file of /proc, each ended by NUL; undefined where there is no such file. */
function entriesOf(file: string): readonly Buffer[] | undefined {
  try {
    const bytes = readFileSync(file);
    const entries: Buffer[] = [];
    for (let start = 0; start < bytes.length;) {
      const end = bytes.indexOf(0, start);
      entries.push(bytes.subarray(start, end === -1 ? bytes.length : end));
      start = end === -1 ? bytes.length : end + 1;
    }
    return entries;
  } catch {
    return undefined;
  }
}

function currentFolder(): Buffer | undefined {
  try {
    return readlinkSync('/proc/self/cwd', 'buffer');
  } catch {
    return undefined;
  }
}
