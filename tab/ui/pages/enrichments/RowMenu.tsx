import { Button, Menu, MenuDivider, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { DeleteRegular, EditRegular, EyeRegular, MoreHorizontalRegular, PauseCircleRegular, PlayCircleRegular, PlayRegular } from '@fluentui/react-icons';
import { useNavigate } from 'react-router';
import { useMay } from '../../api/useApi.ts';
import type { EnrichmentView } from '../../api/contract.ts';
import { isPossible, type Change } from '../../components/enrichment/possible.ts';
import { useTexts } from '../../texts/TextsContext.ts';

interface RowMenuProps {
  readonly view: EnrichmentView;
  readonly name: string;
  readonly onChange: (change: Change) => void;
}

/** What can be done with one enrichment; only what the person may, and what is possible now. */
export function RowMenu({ view, name, onChange }: RowMenuProps) {
  const { text } = useTexts();
  const navigate = useNavigate();
  const mayEdit = useMay('editEnrichments');
  const mayRun = useMay('runEnrichments');
  const { enrichment, state } = view;
  const path = `/enrichments/${enrichment.id}`;
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<MoreHorizontalRegular />} aria-label={text('enrichments.commands.more', { name })} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem icon={<EyeRegular />} onClick={() => void navigate(path)}>
            {text('enrichments.commands.view')}
          </MenuItem>
          {mayEdit && (
            <MenuItem icon={<EditRegular />} onClick={() => void navigate(`${path}/edit`)}>
              {text(state === 'draft' ? 'enrichments.commands.finish' : 'enrichments.commands.edit')}
            </MenuItem>
          )}
          {mayRun && isPossible('run', view) && (
            <MenuItem icon={<PlayRegular />} onClick={() => onChange('run')}>
              {text('enrichments.commands.run')}
            </MenuItem>
          )}
          {mayEdit && isPossible('activate', view) && (
            <MenuItem icon={<PlayCircleRegular />} onClick={() => onChange('activate')}>
              {text('enrichments.commands.activate')}
            </MenuItem>
          )}
          {mayEdit && isPossible('deactivate', view) && (
            <MenuItem icon={<PauseCircleRegular />} onClick={() => onChange('deactivate')}>
              {text('enrichments.commands.deactivate')}
            </MenuItem>
          )}
          {mayEdit && <MenuDivider />}
          {mayEdit && (
            <MenuItem icon={<DeleteRegular />} onClick={() => onChange('remove')}>
              {text('enrichments.commands.remove')}
            </MenuItem>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
