/** Makes sure that the named parts of the product are built. */
export declare function ensureBuilt(names: readonly ('electron' | 'renderer')[]): Promise<void>;
