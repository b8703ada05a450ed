import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { LockIo } from '../write/lock.ts';
import { errorCode } from './error-code.ts';
import { system } from './system.ts';

/** Locks between the processes of this machine. */
export const lockIo: LockIo = {
  process: process.pid,
  machine: hostname(),
  isRunning: (id) => {
    try {
      return process.kill(id, 0);
    } catch (error) {
      // Without permission to signal it, it is there.
      return errorCode(error) === 'EPERM';
    }
  },
  read: system.files.read,
  wait,
};
