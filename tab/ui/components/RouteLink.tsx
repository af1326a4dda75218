import { Link } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useHref, useLinkClickHandler } from 'react-router';

interface RouteLinkProps {
  /** Path below the tab's base. */
  readonly to: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A link to a page of the tab, which is opened without loading the tab anew. */
export function RouteLink({ to, className, children }: RouteLinkProps) {
  return (
    <Link href={useHref(to)} onClick={useLinkClickHandler(to)} {...(className !== undefined && { className })}>
      {children}
    </Link>
  );
}
