/** A small program, as its text: bundles and tests inline the file. */
declare module '*.c' {
  const text: string;
  export default text;
}
declare module '*.cpp' {
  const text: string;
  export default text;
}
declare module '*.rs' {
  const text: string;
  export default text;
}
declare module '*.zig' {
  const text: string;
  export default text;
}
