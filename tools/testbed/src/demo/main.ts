import process from 'node:process';
import { demo } from './demo.ts';

const [extent = 'first', ...more] = process.argv.slice(2);
if ((extent === 'first' || extent === 'all') && more.length === 0) {
  const screen = {
    isTerminal: process.stderr.isTTY,
    write: (text: string) => process.stderr.write(text),
    elapsed: () => performance.now(),
  };
  process.exitCode = (await demo(extent, { env: process.env, screen, print: console.log })) ? 0 : 1;
} else {
  console.error('usage: npm run demo [-- all]');
  process.exitCode = 2;
}
