import { basename } from 'node:path';
import { expectedLinkage, type Proof } from '../proof/build-and-run.ts';

const headings = ['target', 'binary', 'linkage', 'size', 'ran', 'seconds'] as const;

/** A program of an example, built and run. */
export interface Result {
  /** The example that it is part of. */
  readonly example: string;
  readonly proof: Proof;
}

/** Whether a program is as it should be, and ran. */
export const isProven = ({ proof }: Result): boolean => proof.ran && proof.linkage === expectedLinkage(proof.target);

/** The results as a table. */
export function tableOf(results: readonly Result[]): string {
  const rows = [headings, ...results.map(cellsOf)];
  const widths = headings.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  const lineOf = (cells: readonly string[]) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return rows.map((cells) => lineOf(cells).trimEnd()).join('\n');
}

function cellsOf({ example, proof: { target, binary, linkage, bytes, ran, seconds } }: Result): readonly string[] {
  const size = `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  return [target, `${example}: ${basename(binary)}`, linkage, size, ran ? 'yes' : 'NO', seconds.toFixed(1)];
}
