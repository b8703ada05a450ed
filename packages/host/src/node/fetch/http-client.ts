import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { MkcrossError } from '@mkcross/core';
import type { FetchLimits } from '../../fetch/fetch-limits.ts';
import { insecurity, type FetchSettings } from './fetch-settings.ts';
import { separated } from './url-credentials.ts';
import { hostFindings as findings } from '../../findings/host-findings.ts';
import { errorCode } from '../error-code.ts';

/** What a server answered. */
interface Answer {
  /** Where the answer came from in the end, without credentials. */
  readonly url: string;
  readonly type: string;
  /** In bytes; undefined if the server does not say. */
  readonly size: number | undefined;
  readonly body: Readable;
}

/** Asks servers for files. */
export interface HttpClient {
  /**
   * Asks for a URL; `from` is the one that led to it. Findings, thrown: FETCH_INSECURE. Everything else that goes wrong is an
   * error of Node or undici.
   */
  readonly get: (url: string, request: GetRequest) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

interface GetRequest {
  /** The package or library that it is for. */
  readonly name: string;
  readonly from?: string;
  readonly accept?: string;
  readonly signal: AbortSignal;
}

const mostRedirects = 10;
const redirects: readonly number[] = [301, 302, 303, 307, 308];

/** A client as the user has set it up: proxies, certificates, credentials. Findings, thrown: FETCH_SETTING_INVALID. */
export async function httpClient(settings: FetchSettings, limits: FetchLimits): Promise<HttpClient> {
  // Loaded when needed: it takes longer to load than most commands take to run.
  // As a part of a bundle, this CommonJS module has no named exports.
  const { default: undici } = await import('undici');
  const { EnvHttpProxyAgent, request } = undici;
  const ca = await certificates(settings);
  const tls = ca === undefined ? {} : { ca: [...ca] };
  const silent = limits.silentSeconds * 1000;
  const dispatcher = new EnvHttpProxyAgent({
    httpProxy: settings.proxy.http,
    httpsProxy: settings.proxy.https,
    noProxy: settings.proxy.except,
    headersTimeout: silent,
    bodyTimeout: silent,
    connect: { timeout: silent, ...tls },
    requestTls: tls,
    proxyTls: tls,
  });
  const get: HttpClient['get'] = async (first, { name, from, accept = '*/*', signal }) => {
    let before = from === undefined ? undefined : new URL(from);
    let next = new URL(first);
    for (let hops = 0; hops <= mostRedirects; hops++) {
      const refused = insecurity(settings, name, next, before);
      if (refused !== undefined) throw new MkcrossError([refused]);
      const { href, credentials = settings.index.credentials } = separated(next);
      const own = credentials?.origin === next.origin ? credentials : undefined;
      const { statusCode, headers, body } = await request(href, {
        dispatcher,
        signal,
        headers: {
          accept,
          // Files have to arrive as they are, and what an index may be long is counted before it would be unpacked.
          'accept-encoding': 'identity',
          'user-agent': 'mkcross',
          ...(own === undefined ? {} : { authorization: basic(own) }),
        },
      });
      // What is said of the body when it is given up is said by whom it is given up.
      body.on('error', () => undefined);
      const location = text(headers['location']);
      if (statusCode === 200) {
        if (!['', 'identity'].includes(text(headers['content-encoding']) ?? '')) {
          body.destroy();
          throw new Error('the server compressed the answer, which was not asked for');
        }
        const size = Number(text(headers['content-length']) ?? Number.NaN);
        return {
          url: href,
          type: text(headers['content-type']) ?? '',
          size: Number.isSafeInteger(size) ? size : undefined,
          body,
        };
      }
      body.destroy();
      if (!redirects.includes(statusCode) || location === undefined) throw new Error(`HTTP ${String(statusCode)}`);
      if (!URL.canParse(location, next.href)) throw new Error('the server redirects to what is not a URL');
      before = next;
      next = new URL(location, next);
    }
    throw new Error(`the server redirects more than ${String(mostRedirects)} times`);
  };
  return { get, close: () => dispatcher.destroy() };
}

const basic = ({ user, password }: { readonly user: string; readonly password: string }) =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** A header; of one that came several times, the first. */
const text = (header: string | readonly string[] | undefined): string | undefined =>
  typeof header === 'string' ? header : header?.[0];

/** The certificates that are trusted; undefined for Node's own, to which it adds those of NODE_EXTRA_CA_CERTS itself. */
async function certificates(settings: FetchSettings): Promise<readonly string[] | undefined> {
  const { certificates: instead, moreCertificates } = settings;
  if (instead === undefined) return undefined;
  // Loaded when needed: few users have certificates of their own.
  const { rootCertificates } = await import('node:tls');
  const base = await readPem(instead);
  const more = moreCertificates === undefined ? '' : await readPem({ path: moreCertificates, isRequired: false });
  return [...(base === '' ? rootCertificates : [base]), ...(more === '' ? [] : [more])];
}

async function readPem(file: {
  readonly variable?: string;
  readonly path: string;
  readonly isRequired: boolean;
}): Promise<string> {
  const { variable = '', path, isRequired } = file;
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (!isRequired) return '';
    const reason = `its file cannot be read (${errorCode(error) ?? 'unknown error'})`;
    throw new MkcrossError([findings.FETCH_SETTING_INVALID({ setting: variable, reason })], { cause: error });
  }
}
