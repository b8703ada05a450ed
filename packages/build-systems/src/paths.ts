/** The last part of a path. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The folder that a path is in. */
export const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0)) || '/';

/** A path as it is from a folder: itself if it is absolute. */
export const pathFrom = (folder: string, path: string): string => (path.startsWith('/') ? path : `${folder}/${path}`);
