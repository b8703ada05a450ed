import { MkcrossError, type Finding } from '@mkcross/core';
import { hostFindings as findings } from '../../findings/host-findings.ts';
import type { Variables } from '../../system.ts';
import { separated, type Credentials } from './url-credentials.ts';

/** How the user has set up downloads, in the variables of pip and uv and those that most programs know. */
export interface FetchSettings {
  /** The URL of the package index without credentials, and what to sign in with there. */
  readonly index: { readonly url: string; readonly credentials: Credentials | undefined };
  /** What forbids all downloads: the name of a variable or option; undefined if nothing does. */
  readonly offline: string | undefined;
  /** What forbids to use a package index only. */
  readonly noIndex: string | undefined;
  /** Hosts, with a port or without, that may be reached without TLS. */
  readonly insecureHosts: readonly string[];
  readonly proxy: { readonly http: string; readonly https: string; readonly except: string };
  /** Files of certificates that are trusted in place of Node's: those that have to exist, and one that need not. */
  readonly certificates: { readonly variable: string; readonly path: string; readonly isRequired: boolean } | undefined;
  /** A file of certificates that are trusted too. */
  readonly moreCertificates: string | undefined;
}

const indexVariables = ['UV_DEFAULT_INDEX', 'UV_INDEX_URL', 'PIP_INDEX_URL'] as const;

/**
 * Reads the settings; `isOffline` is the option `--offline`. Throws FETCH_SETTING_INVALID, which names the variable and never
 * its value: it can have a password in it.
 */
export function fetchSettings(env: Variables, isOffline = false): FetchSettings {
  const value = (...names: readonly string[]) => names.map((name) => env[name]).find((text) => (text ?? '') !== '');
  const variable = (...names: readonly string[]) => names.find((name) => (env[name] ?? '') !== '');
  const isOn = (name: string) => /^(1|true|t|yes|y|on)$/i.test(env[name] ?? '');
  const certificates = variable('PIP_CERT', 'REQUESTS_CA_BUNDLE', 'SSL_CERT_FILE');
  return {
    index: indexOf(variable(...indexVariables), value(...indexVariables)),
    offline: isOffline ? '--offline' : ['UV_OFFLINE'].find(isOn),
    noIndex: ['PIP_NO_INDEX', 'UV_NO_INDEX'].find(isOn),
    insecureHosts: `${env['PIP_TRUSTED_HOST'] ?? ''} ${env['UV_INSECURE_HOST'] ?? ''}`
      .split(/[\s,]+/)
      .filter((host) => host !== ''),
    proxy: {
      http: proxyOf('HTTP_PROXY', value('http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY')),
      https: proxyOf('HTTPS_PROXY', value('https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY')),
      except: value('no_proxy', 'NO_PROXY') ?? '',
    },
    certificates:
      certificates === undefined
        ? undefined
        : { variable: certificates, path: env[certificates] ?? '', isRequired: certificates !== 'SSL_CERT_FILE' },
    moreCertificates: value('NODE_EXTRA_CA_CERTS'),
  };
}

const invalid = (setting: string, reason: string): MkcrossError =>
  new MkcrossError([findings.FETCH_SETTING_INVALID({ setting, reason })]);

function indexOf(variable = 'PIP_INDEX_URL', text = 'https://pypi.org/simple'): FetchSettings['index'] {
  // uv allows a name before the URL.
  const url = webUrl(text.replace(/^[\w.-]+=(?=https?:)/, ''));
  if (url === undefined) throw invalid(variable, 'it is not a URL that begins with https:// or http://');
  const { href, credentials } = separated(url);
  return { url: href.replace(/\/$/, ''), credentials };
}

function proxyOf(variable: string, text: string | undefined): string {
  if (text === undefined) return '';
  // curl and pip take a host without a scheme.
  const url = webUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  if (url === undefined) throw invalid(variable, 'it is not the URL of an HTTP proxy');
  return url.href;
}

const webUrl = (text: string): URL | undefined => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) && url.hostname !== '' ? url : undefined;
};

/**
 * Why a URL may not be reached: its scheme, or that it is neither encrypted, nor of a host that the user excepted, nor of this
 * machine. Only what is itself of this machine can lead to this machine without encryption: `from` is the URL that led to this one.
 */
export function insecurity(
  { insecureHosts }: Pick<FetchSettings, 'insecureHosts'>,
  name: string,
  url: URL,
  from?: URL,
): Finding | undefined {
  if (url.protocol === 'https:') return undefined;
  const isExcepted = insecureHosts.some((host) => host === url.host || host === url.hostname || host === '*');
  const isLocal = isThisMachine(url) && (from === undefined || isThisMachine(from));
  if (url.protocol === 'http:' && (isExcepted || isLocal)) return undefined;
  return findings.FETCH_INSECURE({ package: name, url: separated(url).href, host: url.host });
}

const isThisMachine = ({ hostname }: URL): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
