import { types } from 'node:util';
import { coreFindings, findingsOf, systemReason, type Finding } from '@mkcross/core';
import type { FetchLimits } from '../../fetch/fetch-limits.ts';
import type { FetchSettings } from './fetch-settings.ts';
import { hostFindings as findings } from '../../findings/host-findings.ts';
import { errorCode } from '../error-code.ts';
import { httpClient, type HttpClient } from './http-client.ts';

/** What all downloads have in common. */
export interface FetchContext {
  /** mkcross' cache folder, shared by all projects of a user. */
  readonly cache: string;
  readonly settings: FetchSettings;
  readonly limits: FetchLimits;
  readonly signal: AbortSignal;
}

/** A download that is under way, for what it says of errors. */
export interface FetchJob extends FetchContext {
  /** The package or library that it is for. */
  readonly name: string;
  readonly client: HttpClient;
  /** Notes the URL that is asked for next, which errors name. Without credentials. */
  readonly at: (url: string) => void;
}

/** Does the work of a download. What it throws becomes a finding: its own, STOPPED, FETCH_TIMED_OUT or FETCH_FAILED. */
export async function fetchJob<Result>(
  context: FetchContext,
  name: string,
  first: string,
  work: (job: FetchJob) => Promise<Result | { readonly found: Finding }>,
): Promise<Result | { readonly found: Finding }> {
  const { settings, limits, signal } = context;
  let url = first;
  let client: HttpClient | undefined;
  try {
    client = await httpClient(settings, limits);
    const at = (next: string) => {
      url = next;
    };
    return await work({ ...context, name, client, at });
  } catch (error) {
    const [carried] = findingsOf(error) ?? [];
    if (carried !== undefined) return { found: carried };
    if (signal.aborted) return { found: coreFindings.STOPPED({}) };
    if (isTimeout(error)) return { found: findings.FETCH_TIMED_OUT({ package: name, url }) };
    return { found: findings.FETCH_FAILED({ package: name, url, reason: reasonOf(error) }) };
  } finally {
    await client?.close();
  }
}

function isTimeout(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if ('name' in error && error.name === 'TimeoutError') return true;
  if (/^UND_ERR_\w+_TIMEOUT$/.test(errorCode(error) ?? '')) return true;
  // What a stream says of the signal that ended it.
  return 'cause' in error && isTimeout(error.cause);
}

const untrusted =
  'its certificate is not trusted; set PIP_CERT or NODE_EXTRA_CA_CERTS to the file of the authority that issued it';

/** Why something failed, in words. */
function reasonOf(error: unknown): string {
  if (!types.isNativeError(error)) return String(error);
  const { cause } = error;
  const inner = types.isNativeError(cause) ? cause : error;
  const code = 'code' in inner && typeof inner.code === 'string' ? inner.code : '';
  const known: ReadonlyMap<string, string> = new Map([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', untrusted],
    ['EAI_AGAIN', 'the host name could not be resolved; check the network connection'],
    ['ECONNREFUSED', 'the connection was refused; check the network connection'],
    ['ENOTFOUND', 'the host name could not be resolved; check the network connection'],
    ['SELF_SIGNED_CERT_IN_CHAIN', untrusted],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', untrusted],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', untrusted],
    ['UND_ERR_SOCKET', 'the connection was cut off'],
  ]);
  const ofSystem = systemReason(code);
  return known.get(code) ?? (ofSystem === code ? inner.message : ofSystem);
}
