import { createHash } from 'node:crypto';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { MkcrossError } from '@mkcross/core';
import { hostFindings as findings } from '../../findings/host-findings.ts';
import type { FetchJob } from './fetch-job.ts';

/** Called for every piece: the bytes so far, and the size if it is known. */
export type Progress = (done: number, size: number | undefined) => void;

/** The text at a URL, and its type. Findings, thrown: FETCH_INSECURE, FETCH_TOO_LARGE. */
export async function downloadText(
  job: FetchJob,
  url: string,
  accept: string,
): Promise<{ readonly text: string; readonly type: string; readonly url: string }> {
  const { client, name, limits, at } = job;
  const signal = AbortSignal.any([job.signal, AbortSignal.timeout(limits.indexSeconds * 1000)]);
  at(url);
  const answer = await client.get(url, { name, accept, signal });
  const pieces: Buffer[] = [];
  const counted = counting(job, { url, what: 'index', limit: limits.indexBytes }, (piece) => pieces.push(piece));
  await readBody(answer.body, counted);
  return { text: Buffer.concat(pieces).toString('utf8'), type: answer.type, url: answer.url };
}

/**
 * Downloads a URL, to which `from` led, to a file that does not exist; its size and its SHA-256 hash in lower-case hexadecimal.
 * Findings, thrown: FETCH_INSECURE, FETCH_TOO_LARGE.
 */
export async function downloadFile(
  job: FetchJob,
  {
    url,
    shown,
    from,
    file,
  }: { readonly url: string; readonly shown: string; readonly from?: string; readonly file: string },
  progress: Progress,
): Promise<{ readonly sha256: string; readonly size: number }> {
  const { client, name, limits, at } = job;
  const signal = AbortSignal.any([job.signal, AbortSignal.timeout(limits.downloadSeconds * 1000)]);
  at(shown);
  const answer = await client.get(url, { name, signal, ...(from === undefined ? {} : { from }) });
  const hash = createHash('sha256');
  let size = 0;
  const written = openSync(file, 'wx');
  const counted = counting(job, { url: shown, what: 'download', limit: limits.downloadBytes }, (piece) => {
    hash.update(piece);
    size += piece.length;
    writeFileSync(written, piece);
    progress(size, answer.size);
  });
  try {
    await readBody(answer.body, counted);
  } finally {
    closeSync(written);
  }
  return { sha256: hash.digest('hex'), size };
}

/** What a limit is of. */
interface Counted {
  readonly url: string;
  readonly what: 'download' | 'index';
  readonly limit: number;
}

/** Takes pieces, and fails with FETCH_TOO_LARGE where there are more bytes than the limit. */
function counting(
  { name }: Pick<FetchJob, 'name'>,
  { url, what, limit }: Counted,
  each: (piece: Buffer) => void,
): (piece: Buffer) => void {
  let done = 0;
  return (piece) => {
    done += piece.length;
    if (done > limit) throw new MkcrossError([findings.FETCH_TOO_LARGE({ package: name, url, what, limit })]);
    each(piece);
  };
}

/**
 * Reads a body to its end. Each piece is dealt with as it comes, so that the connection is never paused: of a server that closes it
 * meanwhile, undici 7 ends the process (an assertion in `finish` of its client-h1.js).
 */
function readBody(body: Readable, each: (piece: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    body.on('data', (piece: Buffer) => {
      try {
        each(piece);
      } catch (error) {
        body.destroy(error instanceof Error ? error : new Error(String(error)));
      }
    });
    body.on('end', resolve);
    body.on('error', reject);
    body.on('close', () => {
      reject(new Error('the connection was closed'));
    });
  });
}
