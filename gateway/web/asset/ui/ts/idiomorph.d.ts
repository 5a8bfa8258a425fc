declare module 'idiomorph' {
  export const Idiomorph: { morph(old: Node, fresh: Node | string, options?: object): Node[] };
}
