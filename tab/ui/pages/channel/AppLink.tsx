import { Link } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useHost } from '../../host/HostContext.ts';
import { linkToPage } from '../../host/places.ts';

interface AppLinkProps {
  /** Path below the tab's base. */
  readonly to: string;
  readonly children: ReactNode;
}

/** A link out of the channel, to a page of the personal app: within the pinned tab there would be no way back. */
export function AppLink({ to, children }: AppLinkProps) {
  const { open, teamsAppId } = useHost();
  const href = linkToPage({ tabUrl: `${location.origin}${import.meta.env.BASE_URL}`, teamsAppId }, to);
  return (
    <Link
      href={href}
      target="_blank"
      onClick={(event) => {
        event.preventDefault();
        void open(href);
      }}
    >
      {children}
    </Link>
  );
}
