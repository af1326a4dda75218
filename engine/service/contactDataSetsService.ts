import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import type { ContactSource } from '../contacts/source.ts';
import { checkContacts } from '../contacts/contactCheck.ts';
import { previewCsv, previewDataverse } from '../contacts/contactPreview.ts';
import { sealedCsvContactSource } from '../contacts/csv.ts';
import { receiveCsv } from '../contacts/csvUpload.ts';
import { parseTyped } from '../enrichments/chosen.ts';
import { readOrganization, resolvePeople } from '../graph/directory.ts';
import { readOrMakeSecret } from '../interactions/secret.ts';
import type { ColumnMapping, ContactDataSet, ContactFileName } from '../model/contactDataSet.ts';
import { EngagementFailure } from '../model/failure.ts';
import type { State } from '../model/state.ts';
import type { ServiceContext } from './context.ts';
import type { ContactDataSets } from './service.ts';

export function contactDataSetsService(context: ServiceContext): ContactDataSets {
  const { store, rights, folder, options } = context;
  const key = () => readOrMakeSecret(folder.contactKey);
  const pathOf = ({ id, files }: Readonly<ContactDataSet>, name: ContactFileName) => (files[name] === undefined ? undefined : folder.contactFile(id, name));

  async function sourceOf(dataSet: Readonly<ContactDataSet>, columns: ColumnMapping): Promise<ContactSource> {
    if (dataSet.kind === 'dataverse') return dataverseOf(context).contacts(columns);
    const contactsPath = pathOf(dataSet, 'contacts');
    if (contactsPath === undefined) throw new EngagementFailure('notReady', 'The contact data set has no file of contacts yet. Upload one.');
    return sealedCsvContactSource({ accountsPath: pathOf(dataSet, 'accounts'), contactsPath, key: await key(), columns });
  }

  return {
    async list(actor) {
      await rights.assert(actor, 'editContactDataSets');
      return store.read().contactDataSets;
    },
    async create(actor, { kind, name }) {
      await rights.assert(actor, 'editContactDataSets');
      if (kind === 'dataverse') dataverseOf(context);
      return store.update((state) => {
        const dataSet: ContactDataSet = { id: randomUUID(), kind, name, files: {}, createdAt: options.clock.now(), createdBy: actor.userId };
        state.contactDataSets.push(dataSet);
        return dataSet;
      });
    },
    async upload(actor, id, { name, originalName, content }) {
      await rights.assert(actor, 'editContactDataSets');
      const { kind } = findDataSet(store.read(), id);
      if (kind !== 'csv') throw new EngagementFailure('requestUnusable', 'This contact data set is read from Dataverse and takes no files. Make one of the kind CSV.');
      await mkdir(folder.contactDataSet(id), { recursive: true, mode: 0o700 });
      const received = await receiveCsv({ content, path: folder.contactFile(id, name), key: await key(), name: `${name}.csv` });
      return store.update((state) => {
        const dataSet = findDataSet(state, id);
        dataSet.files[name] = { ...received, columns: [...received.columns], originalName, uploadedAt: options.clock.now() };
        return dataSet;
      });
    },
    async preview(actor, id) {
      await rights.assert(actor, 'editContactDataSets');
      const dataSet = findDataSet(store.read(), id);
      if (dataSet.kind === 'dataverse') {
        const { baseUrl, tokens } = dataverseOf(context);
        return previewDataverse({ baseUrl, tokens, clock: options.clock });
      }
      return previewCsv({ accountsPath: pathOf(dataSet, 'accounts'), contactsPath: pathOf(dataSet, 'contacts'), key: await key() });
    },
    async check(actor, id, mapping, addresses) {
      await rights.assert(actor, 'editContactDataSets');
      return checkContacts(await sourceOf(findDataSet(store.read(), id), mapping), await ownSide(context, addresses));
    },
    async remove(actor, id) {
      await rights.assert(actor, 'editContactDataSets');
      await store.update((state) => {
        const dataSet = findDataSet(state, id);
        const isUsed = state.enrichments.some(({ settings, draft }) => settings?.contactDataSetId === id || draft?.contactDataSetId === id);
        if (isUsed) throw new EngagementFailure('notAllowed', 'An enrichment uses this contact data set. Choose another one there, or delete the enrichment first.');
        state.contactDataSets = state.contactDataSets.filter((one) => one !== dataSet);
      });
      await rm(folder.contactDataSet(id), { recursive: true, force: true });
    },
  };
}

function findDataSet(state: State, id: string): ContactDataSet;
function findDataSet(state: Readonly<State>, id: string): Readonly<ContactDataSet>;
function findDataSet(state: Readonly<State>, id: string): ContactDataSet {
  const found = state.contactDataSets.find((dataSet) => dataSet.id === id);
  if (found === undefined) throw new EngagementFailure('notFound', 'There is no such contact data set. See the list of data sets.');
  return found;
}

function dataverseOf({ options: { dataverse } }: ServiceContext) {
  if (dataverse === undefined) throw new EngagementFailure('callUnusable', 'No Dataverse is configured for this installation. Upload accounts and contacts as CSV files.');
  return dataverse;
}

/** Who counts as the organisation's own, as a run would have it; undefined where the directory cannot be read yet. */
async function ownSide({ withGraph }: ServiceContext, addresses: readonly string[]) {
  const chosen = addresses.map(parseTyped).flatMap((parsed) => ('code' in parsed ? [] : [parsed]));
  try {
    return await withGraph(async (graph) => {
      const [{ people }, { verifiedDomains }] = await Promise.all([resolvePeople(graph, chosen), readOrganization(graph)]);
      return { people, verifiedDomains };
    });
  } catch (error) {
    if (error instanceof EngagementFailure && (error.code === 'consentMissing' || error.code === 'credentialsRefused')) return undefined;
    throw error;
  }
}
