import '@blueprintjs/core/lib/css/blueprint.css';
import './styles/theme.css';
import './styles/kit.css';
import './styles/frame.css';
import './styles/parts.css';
import './styles/dialog.css';
import './styles/models.css';
import './styles/data.css';
import './styles/timeline.css';
import './styles/deck.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { fetchBlob, sendBlob } from '../shared/ipc/blobs.ts';
import { callHost } from './platform/client.ts';
import { droppedFiles } from './platform/drops.ts';
import { downloadBlob, saveExport } from './platform/exports.ts';
import { givenFile } from './platform/givenFiles.ts';
import { holdServer, onArrivedProject, onMenuCommand } from './platform/hostEvents.ts';
import { showTheme } from './platform/theme.ts';
import { runCommand } from './state/commands.ts';
import { connectEffects } from './state/effects.ts';
import { createWorkbenchStore } from './state/store.ts';
import { StoreProvider } from './state/useStore.tsx';
import { App } from './views/App.tsx';
import type { ComputeApi } from './worker/computeApi.ts';
import type { DataApi } from './worker/dataApi.ts';
import { createRestartingClient } from './worker/restartingClient.ts';
import { createClient } from './worker/rpc.ts';

// zod would otherwise try `new Function`, which the page's policy forbids and the browser would report.
z.config({ jitless: true });

const dataWorker = new Worker(new URL('./worker/data.worker.ts', import.meta.url), { type: 'module' });

const data = createClient<DataApi>(dataWorker);
const compute = createRestartingClient<ComputeApi>((kept) => {
  const worker = new Worker(new URL('./worker/compute.worker.ts', import.meta.url), { type: 'module' });
  // The compute worker reads the data through a channel of its own, past the page.
  const channel = new MessageChannel();
  void data.call('connect', { port: channel.port1 }, { transfer: [channel.port1] });
  return {
    endpoint: worker,
    greet: (client) => {
      void client.call('connect', { port: channel.port2, kept }, { transfer: [channel.port2] });
    },
    end: () => {
      worker.terminate();
    },
  };
});

const store = createWorkbenchStore({
  host: callHost,
  fetchBlob,
  saveExport,
  sendBlob,
  downloadBlob,
  droppedFiles,
  givenFile,
  data,
  compute,
  showProgress: (share) => void callHost('progress:show', { share }).catch(() => undefined),
  showTheme,
  now: () => new Date(),
  newId: () => crypto.randomUUID(),
});

async function start(): Promise<void> {
  holdServer();
  connectEffects(store);
  const { theme } = await callHost('settings:read', {});
  store.setState({ theme });
  showTheme(theme);
  await store.getState().openProject(null);
}

onArrivedProject((arrived) => {
  if ('problem' in arrived) store.getState().notify('error', 'The file was not opened', arrived.problem);
  else void store.getState().openProject(arrived.token);
});

onMenuCommand((command) => {
  runCommand(store, command);
});

const root = document.querySelector('#root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <StoreProvider store={store}>
      <App />
    </StoreProvider>
  </StrictMode>,
);

start().catch((error: unknown) => {
  store
    .getState()
    .notify('error', 'The workbench could not start', error instanceof Error ? error.message : String(error));
});
