import type { ReactElement } from 'react';
import { dayName } from '../../../shared/units/format.ts';
import { Button } from '../../components/Controls.tsx';
import { Card } from '../../components/View.tsx';
import { useWorkbench } from '../../state/useStore.tsx';

const SHOWN = 12;

/** The projects of this machine with one line about each. */
export function RecentProjects(): ReactElement | null {
  const recent = useWorkbench((state) => state.recentProjects);
  const token = useWorkbench((state) => state.project.token);
  const open = useWorkbench((state) => state.openProject);
  const remove = useWorkbench((state) => state.deleteProject);
  const others = recent.filter((project) => project.token !== token).slice(0, SHOWN);
  if (others.length === 0) return null;
  return (
    <Card title="Recent projects">
      <ul className="recent" data-testid="recent-projects">
        {others.map((project) => (
          <li key={project.token}>
            {project.problem === null ? (
              <button type="button" className="door recent__name" onClick={() => void open(project.token)}>
                {project.name}
              </button>
            ) : (
              <span className="recent__name">{project.name}</span>
            )}
            <span className="muted">{project.problem ?? project.headline}</span>
            <span className="muted">{project.savedAt === '' ? '' : dayName(project.savedAt)}</span>
            {project.problem === null && (
              <Button look="quiet" label={`Delete ${project.name}`} onClick={() => void remove(project.token)}>
                Delete
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
