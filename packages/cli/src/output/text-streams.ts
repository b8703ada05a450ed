import { visibleText } from '@mkcross/core';
import type { CommandContext } from '../command-context.ts';

/** The colours and styles of mkcross itself: foreground, bold and dim. None of them hides, moves or replaces text. */
const style = /(\u{1B}\[(?:0|1|2|22|39|3[0-6])m)/u;

/** A text as a stream shows it: control characters written out, except styles where the stream has colours. */
const shownOn = (text: string, colour: boolean): string =>
  colour
    ? text
        .split(style)
        .map((part) => (style.test(part) ? part : visibleText(part)))
        .join('')
    : visibleText(text);

/**
 * The same context, whose streams show every control character that is not a line break, a tab or a style of mkcross, whatever it came
 * from: names of files, members of archives, mkcross.toml, output of programs. What is for other programs goes to `exact` as it is.
 */
export const withVisibleText = <Context extends Streams>(context: Context): Context => ({
  ...context,
  out: (text: string) => {
    context.out(shownOn(text, context.colour.out));
  },
  err: (text: string) => {
    context.err(shownOn(text, context.colour.err));
  },
  exact: context.out,
});

type Streams = Pick<CommandContext, 'colour' | 'err' | 'exact' | 'out'>;

/** What is shown while a command runs, in the same way. */
export const visibleLive = (live: ((text: string) => void) | undefined, colour: boolean): typeof live =>
  live === undefined
    ? undefined
    : (text) => {
        live(shownOn(text, colour));
      };
