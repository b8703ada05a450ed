export { wine as default } from './plugin.ts';
