import { Component, type ErrorInfo, type ReactElement, type ReactNode } from 'react';
import { Button } from './Controls.tsx';
import { EmptyState } from './EmptyState.tsx';

type Props = { readonly children: ReactNode };
type State = { readonly failure: Error | null };

/** Keeps a fault in one view from taking the whole window down; what was saved is untouched. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failure: null };

  static getDerivedStateFromError(failure: unknown): State {
    return { failure: failure instanceof Error ? failure : new Error(String(failure)) };
  }

  override componentDidCatch(failure: Error, { componentStack }: ErrorInfo): void {
    // The one place where the page writes to the console: for a report of the fault.
    reportError(new Error(`${failure.message}${componentStack ?? ''}`, { cause: failure }));
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (failure === null) return this.props.children;
    return (
      <Failed
        failure={failure}
        onRetry={() => {
          this.setState({ failure: null });
        }}
      />
    );
  }
}

function Failed(props: { readonly failure: Error; readonly onRetry: () => void }): ReactElement {
  return (
    <EmptyState
      isView
      title="This view could not be drawn"
      text={`Your plan and your data are safe. Other views still work. Details: ${props.failure.message}`}
    >
      <Button onClick={props.onRetry}>Try again</Button>
    </EmptyState>
  );
}
