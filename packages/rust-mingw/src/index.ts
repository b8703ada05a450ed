export { rustMingw as default } from './plugin.ts';
