export { crossTools, type CrossHost } from './cross-tools.ts';
export { rust as default } from './plugin.ts';
export { compilesC, rustTarget, rustTargetEnv, type RustTarget } from './rust-target.ts';
export { cVerification, rustVerification } from './verification.ts';
