import { chromium, type Browser, type Page } from 'playwright-core';

/** Debian's Chromium without a display, which asks nobody for anything by itself. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--headless',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

/** What a page said and asked for, while it was open. */
export interface Heard {
  readonly console: readonly string[];
  readonly errors: readonly string[];
  /** Addresses that it asked for, its own aside. */
  readonly requests: readonly string[];
}

/** Listens to a page from now on. */
export function listenTo(page: Page): Heard {
  const said: string[] = [];
  const errors: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('request', (request) => {
    if (!request.isNavigationRequest()) requests.push(request.url());
  });
  return { console: said, errors, requests };
}
