import { Button } from '@fluentui/react-components';
import { PeopleTeamRegular } from '@fluentui/react-icons';
import { HostFailure } from '../host/host.ts';
import { useTexts } from '../texts/TextsContext.ts';
import { EmptyState } from './EmptyState.tsx';

/** In place of the tab where its surroundings do not let it work: most often, a browser in which somebody opened its address. */
export function HostFailurePage({ error }: { readonly error: unknown }) {
  const { text } = useTexts();
  const code = error instanceof HostFailure ? error.code : 'serviceFault';
  return (
    <main>
      <EmptyState
        icon={<PeopleTeamRegular />}
        title={text(`failures.${code}.title`)}
        text={text(`failures.${code}.remedy`)}
        action={
          code === 'outsideTeams' ? (
            <Button as="a" appearance="primary" href="https://teams.microsoft.com">
              {text('shell.openTeams')}
            </Button>
          ) : (
            <Button appearance="primary" onClick={() => location.reload()}>
              {text('failures.retry')}
            </Button>
          )
        }
      />
    </main>
  );
}
