import { useEffect, useState, type ReactElement } from 'react';
import { TextInput } from '../../components/Controls.tsx';
import { MenuButton } from '../../components/MenuButton.tsx';
import { useWorkbench } from '../../state/useStore.tsx';

const OPEN = 'open:';
const SHOWN = 8;
const COMMANDS = [
  { key: 'rename', text: 'Rename' },
  { key: 'copy', text: 'Save a copy and go on in it' },
  { key: 'export', text: 'Export as one file', note: '.tokenwright' },
  { key: 'new', text: 'New project' },
  { key: 'file', text: 'Open a file', note: 'Ctrl O' },
  { key: 'compact', text: 'Compact the data' },
  { key: 'delete', text: 'Delete this project' },
] as const;

/** The project's name, and what can be done with projects. */
export function ProjectMenu(): ReactElement {
  const name = useWorkbench((state) => state.document.name);
  const token = useWorkbench((state) => state.project.token);
  const recent = useWorkbench((state) => state.recentProjects);
  const list = useWorkbench((state) => state.listProjects);
  const rename = useWorkbench((state) => state.renameProject);
  const saveAs = useWorkbench((state) => state.saveAs);
  const exportProject = useWorkbench((state) => state.exportProject);
  const openProject = useWorkbench((state) => state.openProject);
  const remove = useWorkbench((state) => state.deleteProject);
  const compact = useWorkbench((state) => state.compactData);
  const [draft, setDraft] = useState<string | null>(null);
  useEffect(() => {
    if (token !== null) void list();
  }, [list, token]);

  if (draft !== null) {
    return (
      <TextInput
        label="Name of the project"
        value={draft}
        onChange={setDraft}
        onCommit={() => {
          rename(draft);
          setDraft(null);
        }}
      />
    );
  }
  const others = recent.filter((project) => project.token !== token && project.problem === null).slice(0, SHOWN);
  const pick = (key: string): void => {
    if (key.startsWith(OPEN)) void openProject(key.slice(OPEN.length));
    else if (key === 'rename') setDraft(name);
    else if (key === 'copy') void saveAs(`${name}, copy`);
    else if (key === 'export') void exportProject();
    else if (key === 'new') void openProject('new');
    else if (key === 'file') window.dispatchEvent(new Event('openfiles'));
    else if (key === 'compact') void compact();
    else if (token !== null) void remove(token);
  };
  return (
    <MenuButton
      text={name}
      items={[
        ...COMMANDS,
        ...others.map((project) => ({
          key: `${OPEN}${project.token}`,
          text: `Open ${project.name}`,
          note: project.headline,
        })),
      ]}
      onPick={pick}
    />
  );
}
