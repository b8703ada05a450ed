/** What a server is signed in to with: sent to its own scheme, host and port, and nowhere else. */
export interface Credentials {
  readonly origin: string;
  readonly user: string;
  readonly password: string;
}

/** A URL without the user and password in it, and these. Nothing of a URL is printed that did not come through here. */
export function separated(url: URL): { readonly href: string; readonly credentials: Credentials | undefined } {
  const { username, password, origin } = url;
  const plain = new URL(url);
  plain.username = '';
  plain.password = '';
  const credentials =
    username === '' && password === '' ? undefined : { origin, user: decoded(username), password: decoded(password) };
  return { href: plain.href, credentials };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
