import type { DocumentPath } from '../config/places.ts';

/** Something in a plugin that breaks the contract: PLUGIN_INVALID. */
export interface Fault {
  readonly path: DocumentPath;
  /** What is wrong, naming the key, without a full stop. */
  readonly problem: string;
  /** What the plugin's author does, as a sentence. */
  readonly fix?: string;
}
