import { createReadStream } from 'node:fs';
import { basename, extname } from 'node:path';
import type { HostEvent } from '../shared/ipc/contract.ts';
import { importProject } from './files/portableProjects.ts';
import type { Projects } from './files/projects.ts';
import { HostError } from './ipc/answer.ts';

const EXTENSION = '.tokenwright';

/** Project files among the words that the system started the program with. */
export const projectPaths = (words: readonly string[]): readonly string[] =>
  words.filter((word) => extname(word).toLowerCase() === EXTENSION);

/** Takes in a project file that the user opened in the system's file manager; what the page is told of it. */
export async function takeArrival(projects: Projects, path: string, now: Date): Promise<HostEvent<'project:arrived'>> {
  try {
    return { token: await importProject(projects, projects.create(), createReadStream(path), now) };
  } catch (error) {
    const reason = error instanceof HostError ? error.message : 'It could not be read.';
    return { problem: `${basename(path)}: ${reason}` };
  }
}
