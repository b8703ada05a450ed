export { hasControlCharacters, shellWord } from './escape.ts';
export * from './expression.ts';
export { printFile } from './print.ts';
