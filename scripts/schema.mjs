/** `npm run schema`: writes the JSON Schema of a plan, made from the same definition that reads it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { module } = await runnerImport(join(root, 'shared/model/planSchema.ts'), { root, logLevel: 'error' });
const path = join(root, 'out/plan.schema.json');
await mkdir(dirname(path), { recursive: true });
await writeFile(path, `${JSON.stringify(module.planSchema(), null, 2)}\n`);
process.stdout.write(`${path}\n`);
