declare global {
  // Declaration merging needs an interface here.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface Window {
    /** Put there by the desktop's preload script: a token for the place that a dropped or picked file came from. */
    readonly workbenchFiles?: { readonly given: (file: File) => Promise<unknown> };
  }
}

/** A file that was given another name is a new object without a place; here is the one it came from. */
const originals = new WeakMap<File, File>();

/** The same bytes under another name. Nothing is copied, and the host still finds out where they lie. */
export function renamedFile(file: File, name: string): File {
  const renamed = new File([file], name);
  originals.set(renamed, file);
  return renamed;
}

/** The host's token for the place of a file; null where the host cannot know it, as in a browser. */
export async function givenFile(file: File): Promise<string | null> {
  const token = await window.workbenchFiles?.given(originals.get(file) ?? file);
  return typeof token === 'string' ? token : null;
}
