/**
 * DuckDB's own worker, with one addition: it tells how far a file that the user opened has been read. DuckDB's progress
 * bar cannot be used, because switching it on evaluates code from text, which the page's policy forbids. All file calls
 * of the engine go through one runtime object, which the engine's script puts into a global of this name.
 */
const REPORT_MILLISECONDS = 100;
const USER_FILE = 'upload_';
const PROGRESS_UPDATE = 'PROGRESS_UPDATE';

let runtime;
let engineModule;
let reportedAt = 0;

// Whoever asks on this channel is told how large the engine's memory is. It grows and never shrinks, so this is its peak.
const memory = new globalThis.BroadcastChannel('tokenwright-engine-memory');
memory.onmessage = ({ data }) => {
  if (data === 'ask') memory.postMessage({ bytes: engineModule?.HEAPU8.byteLength ?? 0 });
};

function reportReading(original) {
  return (module, fileId, buffer, bytes, location) => {
    const now = performance.now();
    if (now - reportedAt > REPORT_MILLISECONDS) {
      const name = runtime.getFileInfo(module, fileId)?.fileName ?? '';
      if (name.startsWith(USER_FILE)) {
        reportedAt = now;
        // The engine's protocol has this message for a share in percent; here it carries the byte that is read.
        const data = { status: 'in-progress', percentage: location, repetitions: 0 };
        postMessage({ requestId: 0, type: PROGRESS_UPDATE, data });
      }
    }
    return original(module, fileId, buffer, bytes, location);
  };
}

/** The engine hands itself over with every call; opening its database file is the first. */
const noteEngine =
  (original) =>
  (module, ...rest) => {
    engineModule = module;
    return original(module, ...rest);
  };

Object.defineProperty(globalThis, 'DUCKDB_RUNTIME', {
  configurable: true,
  get: () => runtime,
  set: (value) => {
    runtime = value;
    runtime.openFile = noteEngine(runtime.openFile);
    runtime.readFile = reportReading(runtime.readFile);
  },
});

const engine = new URL(decodeURIComponent(location.search.slice(1)), location.origin);
if (engine.origin !== location.origin) throw new Error('The engine must come with the page.');
importScripts(engine.href);
