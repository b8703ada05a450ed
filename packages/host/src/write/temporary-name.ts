/** The end of a name under which a file is written before it is renamed: the id of the process that writes it, and a random part. */
const end = /\.(\d+)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A name beside `place` for process `id`; `uuid` is a new one. */
export const temporaryName = (place: string, id: number, uuid: string): string => `${place}.${String(id)}-${uuid}`;

/** The process that writes a file of such a name; undefined for any other name. */
export function writingProcess(name: string): number | undefined {
  const [, id] = end.exec(name) ?? [];
  return id === undefined ? undefined : Number(id);
}
