/**
 * What is known of a binary by how it was made; what is left out is not known, or not of interest. Written beside the
 * recipe by hand: no reader of binaries has a say in it.
 */
export interface Truth {
  readonly format?: string | null;
  readonly arch?: string | null;
  readonly os?: string | null;
  readonly bits?: 32 | 64;
  readonly endian?: 'big' | 'little';
  readonly kind?: string;
  /** null for what is not linked. */
  readonly linkage?: 'dynamic' | 'static' | 'static-pie' | null;
  readonly interpreter?: string | null;
  /** All libraries that it asks for, sorted; DLLs in lower case. */
  readonly needed?: readonly string[];
  /** Those of them that are loaded when first called. */
  readonly delayed?: readonly string[];
  readonly runPaths?: readonly string[];
  /** The highest versions of symbols that it asks for, and the oldest systems that have them. */
  readonly requires?: Readonly<Record<string, string>>;
  readonly oldest?: readonly string[];
  readonly crt?: readonly string[];
  readonly subsystem?: string;
  /** The version, its texts and the number of icons that its resources say; null where it has none. */
  readonly resources?: object | null;
  readonly aslr?: 'high-entropy' | 'no' | 'yes';
  /** Data is not executed. */
  readonly nx?: boolean;
  /** Relocated data is made read-only. */
  readonly relro?: 'full' | 'none' | 'partial';
  /** Calls are checked. */
  readonly cfg?: boolean;
  /** Whether symbols are in it, and debug information. */
  readonly symbols?: boolean;
  readonly debugInfo?: boolean;
  /** The PDB file that it names. */
  readonly pdb?: string;
  /** The codes of all findings, sorted. */
  readonly findings?: readonly string[];
  /** All members of an archive, all parts of a universal file. */
  readonly members?: readonly (Truth & { readonly name: string })[];
}

/** A binary of the corpus. */
export interface Specimen {
  readonly name: string;
  readonly path: string;
  readonly truth: Truth;
}

/** How a binary is made: steps in a folder of its own that holds the sources, of which the last leaves `out.bin`. */
export interface Recipe {
  /** Name of the specimen and of its file. */
  readonly name: string;
  readonly truth: Truth;
  readonly make: readonly Step[];
}

/** A call of a tool, its words set apart by one blank; or a change of `out.bin`. */
export type Step = string | Keep | Pack | Put;

/** Writes bytes, in hexadecimal digits, over those that are `at` a place; where there is no file, they become it. */
interface Put {
  readonly at: number;
  readonly put: string;
}

/** Cuts the file: so many bytes are kept, or all but so many if negative. */
interface Keep {
  readonly keep: number;
}

/** Makes a file by hand of others. */
interface Pack {
  readonly pack: Packing;
  readonly files: readonly string[];
}

/** `segments-counted-elsewhere` takes one file, the others any number; those of universal files are called by their architecture. */
export type Packing = 'bsd-archive' | 'segments-counted-elsewhere' | 'universal' | 'universal-64';
