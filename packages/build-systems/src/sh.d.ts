/** A bash script, as its text: bundles and tests inline the file. */
declare module '*.sh' {
  const text: string;
  export default text;
}
