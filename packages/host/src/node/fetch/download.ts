import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
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
  await pipeline(answer.body, counted, drain, { signal });
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
  const counted = counting(job, { url: shown, what: 'download', limit: limits.downloadBytes }, (piece) => {
    hash.update(piece);
    size += piece.length;
    progress(size, answer.size);
  });
  await pipeline(answer.body, counted, createWriteStream(file, { flags: 'wx' }), { signal });
  return { sha256: hash.digest('hex'), size };
}

/** What a limit is of. */
interface Counted {
  readonly url: string;
  readonly what: 'download' | 'index' | 'unpacked';
  readonly limit: number;
}

/** Passes bytes on, and fails with FETCH_TOO_LARGE where there are more than the limit. */
function counting(
  { name }: Pick<FetchJob, 'name'>,
  { url, what, limit }: Counted,
  each: (piece: Buffer) => void = () => undefined,
): Transform {
  let done = 0;
  return new Transform({
    transform: (piece: Buffer, _, next) => {
      done += piece.length;
      if (done > limit) next(new MkcrossError([findings.FETCH_TOO_LARGE({ package: name, url, what, limit })]));
      else {
        each(piece);
        next(null, piece);
      }
    },
  });
}

/** Reads to the end. */
async function drain(source: AsyncIterable<unknown> | Readable): Promise<void> {
  for await (const _ of source);
}
