#!/usr/bin/env node
/** The `tokenwright` command. In a checkout it builds itself first when its output is missing or older than its sources. */
import { ensureBuilt } from '../scripts/build.mjs';

await ensureBuilt(process.argv[2] === 'serve' ? ['electron', 'renderer'] : ['electron']);
const { main } = await import('../dist/electron/cli.js');
process.exitCode = await main(process.argv.slice(2));
