import { Component, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { FailureMessage } from './FailureMessage.tsx';

interface FaultCatcherProps {
  readonly pathname: string;
  readonly children: ReactNode;
}

interface Fault {
  readonly error?: unknown;
}

/**
 * Shows a fault of a page in its place, with the rest of the tab still working: it is gone when one goes to another page. A page that moved
 * with an update of the service is found by loading anew.
 */
export function PageBoundary({ children }: { readonly children: ReactNode }) {
  const { pathname } = useLocation();
  return <FaultCatcher pathname={pathname}>{children}</FaultCatcher>;
}

class FaultCatcher extends Component<FaultCatcherProps, Fault> {
  override state: Fault = {};

  static getDerivedStateFromError(error: unknown): Fault {
    return { error };
  }

  override componentDidUpdate({ pathname }: FaultCatcherProps): void {
    if (pathname !== this.props.pathname && this.state.error !== undefined) this.setState({ error: undefined });
  }

  override render(): ReactNode {
    return this.state.error === undefined ? this.props.children : <FailureMessage error={this.state.error} onRetry={() => location.reload()} />;
  }
}
