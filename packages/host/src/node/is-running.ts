import { errorCode } from './error-code.ts';

/** Whether there is a process of this number on this machine. */
export function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    // Without permission to signal it, it is there.
    return errorCode(error) === 'EPERM';
  }
}
