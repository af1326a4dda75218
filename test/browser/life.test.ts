import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../infra/systemClock.ts';
import { enrichmentAnswer } from '../../tab/contract/enrichments.ts';
import { cardAnswer } from '../../tab/contract/insights.ts';
import { segmentsAnswer } from '../../tab/contract/segments.ts';
import { textsIn } from '../../tab/ui/texts/texts.ts';
import { addressOf } from '../end-to-end/smallTenant.ts';
import type { RunningService } from '../service/runningService.ts';
import { people, salesYear, type Person as Part } from '../service/salesYear.ts';
import { csvFiles, csvMapping, timeZone } from '../service/setUp.ts';
import type { Person } from '../service/person.ts';
import { button, complaints, download, focus, listen, offered, press } from './acting.ts';
import { openTab, settled, type OpenTab } from './openTab.ts';
import { startTabCompany } from './tabCompany.ts';

const company = salesYear(systemClock.now());
const files = csvFiles(company);

/** Slows reading down, so that a run can be met while it reads. */
const slowly = { route: /\/(messages|calendarView)$/, slowMilliseconds: 150 };

const name = 'Sales engagement';

/** One story in one company, from Discover to the withdrawal of consent; each test begins where the one before has ended. */
describe('the tab from Discover to withdrawal', () => {
  let service: RunningService;
  let admin: OpenTab;
  let director: OpenTab;
  let seller: OpenTab;
  /** The admin beside the tab, to see what the tab should show. */
  let api: Person;
  let enrichmentId: string;
  let consentId: string;
  /** What the seller has seen: all texts of all pages, and all answers of the service. */
  const seen: string[] = [];

  const open = (who: Part, path: string, language: 'en' | 'pl' = 'en') => openTab({ url: service.url, userId: service.idOf(who), path, language });
  const path = (rest = '') => `/enrichments/${enrichmentId}${rest}`;

  beforeAll(async () => {
    service = await startTabCompany({ company });
    // As it is before an organisation has granted what reads mailboxes.
    service.tenant.revoke('Mail.ReadBasic.All', 'Calendars.ReadBasic.All');
    api = await service.signIn('admin');
  });
  afterAll(() => service.close());

  test('an admin comes from Discover to the first step, which shows what is missing', async () => {
    admin = await open('admin', '/enrichments');
    const { page } = admin;
    await page.getByRole('tab', { name: 'Discover' }).click();
    await page.getByRole('group', { name: 'Account engagement' }).getByRole('button', { name: 'Enrich my data' }).click();
    await page.getByRole('heading', { name: 'Set up account engagement' }).waitFor();
    await page.getByText('Mail.ReadBasic.All').waitFor();
    await page.getByRole('status').filter({ hasText: '1 requirement is not met yet' }).waitFor();
    await button(page, 'Get started').click();
    await page.getByRole('heading', { name: 'Choose email addresses' }).waitFor();
    enrichmentId = /enrichments\/([^/]+)\/edit/.exec(page.url())?.[1] ?? '';
  });

  test('people and groups are found while one types, with how many people each is', async () => {
    const { page } = admin;
    const search = page.getByRole('combobox', { name: 'Add people and groups' });
    await search.pressSequentially('sale');
    await page.getByRole('option', { name: /sales/ }).click();
    await page.getByRole('table', { name: 'Chosen people and groups' }).getByRole('row', { name: /sales.*5.*1 guest left out.*1 without mailbox/s }).waitFor();
    await page.getByRole('status', { name: 'People whose mailboxes are read' }).getByText('5 people').waitFor();
  });

  test('a pasted list tells the line that cannot be used, and a draft that was closed has it still', async () => {
    const { page } = admin;
    await button(page, 'Paste a list').click();
    await page.getByRole('textbox', { name: 'List of addresses' }).fill(`${addressOf(people.viewer)}\nNils <${addressOf(people.nestedAdministrator)}>; ${addressOf('nobody.here')}`);
    await button(page, 'Add to the list').click();
    await page.getByRole('heading', { name: '1 line cannot be used' }).waitFor();
    await page.getByRole('checkbox', { name: 'I agree' }).check();
    await button(page, /^(Save and close|Close)$/).click();
    await page.getByRole('tab', { name: 'My enrichments' }).click();
    const row = page.getByRole('row', { name: /Draft/ });
    await row.getByRole('button', { name: /Finish the set-up/ }).or(row.getByRole('link', { name: /Finish the set-up/ })).click();
    await page.getByRole('button', { name: /^Email addresses/ }).click();
    const wrong = page.getByRole('textbox', { name: 'Line 4' });
    expect(await wrong.inputValue()).toBe(addressOf('nobody.here'));
    await button(page, 'Next').click();
    await page.getByText('Correct or remove the addresses that cannot be used.').waitFor();
    await button(page, `Remove ${addressOf('nobody.here')}`).click();
    await page.getByRole('status', { name: 'People whose mailboxes are read' }).getByText('6 people').waitFor();
    await button(page, `Remove ${addressOf(people.nestedAdministrator)}`).click();
    await page.getByRole('status', { name: 'People whose mailboxes are read' }).getByText('5 people').waitFor();
    expect(await page.getByRole('checkbox', { name: 'I agree' }).isChecked()).toBe(true);
    await button(page, 'Next').click();
  });

  test('CSV files are uploaded by choosing and by dropping them, and their first rows are shown', async () => {
    const { page } = admin;
    await button(page, 'Upload CSV files').click();
    await page.getByRole('textbox', { name: 'Name of the new data set' }).fill('Customers');
    await button(page, 'Create').click();
    const chooser = page.waitForEvent('filechooser');
    await button(page, 'Choose the file of contacts').click();
    await (await chooser).setFiles({ name: 'contacts.csv', mimeType: 'text/csv', buffer: Buffer.from(files.contacts) });
    await page.getByText('Uploaded: 24 rows.').waitFor();
    const dropped = await page.evaluateHandle(`(() => { const transfer = new DataTransfer(); transfer.items.add(new File([${JSON.stringify(files.accounts)}], 'accounts.csv', { type: 'text/csv' })); return transfer; })()`);
    await button(page, 'Choose the file of accounts').dispatchEvent('drop', { dataTransfer: dropped });
    await page.getByText('Uploaded: 8 rows.').waitFor();
    await page.getByRole('table', { name: 'First rows of the accounts' }).getByText('Łódź Logistics').waitFor();
    await button(page, 'Next').click();
  });

  test('columns are suggested, and what they cover is told before anything is saved', async () => {
    const { page } = admin;
    await page.getByRole('combobox', { name: 'Email address of the contact' }).filter({ hasText: 'E-mail' }).waitFor();
    await page.getByText('24 contacts have an email address').waitFor();
    await button(page, 'Next').click();
  });

  test('the enrichment gets a name, is reviewed and saved, and waits for consent', async () => {
    const { page } = admin;
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
    await button(page, 'Back').click();
    await button(page, 'Next').click();
    expect(await page.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe(name);
    await button(page, 'Save and ask for consent').click();
    await page.getByRole('heading', { name: 'Set-up complete' }).waitFor();
    await button(page, 'Go to the enrichment').click();
    await page.getByText('Waiting for consent').first().waitFor();
    const { enrichment, consent } = await api.get(path(), enrichmentAnswer);
    expect(enrichment.settings).toMatchObject({ name, outputTable: 'SalesEngagement', addresses: [addressOf('sales'), addressOf(people.viewer)], timeZone, mapping: csvMapping });
    consentId = consent?.id ?? '';
  });

  test('the request for consent is refused to a seller', async () => {
    seller = await open('viewer', `/enrichments/consents/${consentId}`);
    listen(seller.page, seen);
    await button(seller.page, 'Continue as a Global Administrator').click();
    await seller.page.getByRole('alert').waitFor();
    await look(seller.page);
    expect(await consentStatus()).toBe('requested');
  });

  test('a Global Administrator reads it, grants in Entra what is missing, comes back and has consented', async () => {
    director = await open('globalAdministrator', `/enrichments/consents/${consentId}`);
    const { page, context } = director;
    await page.getByText('in the mailboxes and calendars of 5 people').waitFor();
    await button(page, 'Give consent').click();
    await page.getByRole('listitem').filter({ hasText: /^Calendars.ReadBasic.All$/ }).waitFor();
    const opened = context.waitForEvent('page');
    await button(page, 'Open Microsoft Entra ID').click();
    const entra = await opened;
    await entra.getByRole('radio', { name: people.globalAdministrator }).check();
    service.tenant.faults.fail(slowly);
    await button(entra, 'Accept').click();
    await entra.getByRole('heading', { name: 'Consent is given' }).waitFor();
    await entra.close();
    await button(page, 'I have granted them').click();
    await page.getByText('Consent was given').first().waitFor();
    expect(await consentStatus()).toBe('granted');
  });

  test('the first run begins by itself; it is watched, and cancelled when that is confirmed', async () => {
    const { page } = admin;
    await page.reload();
    await button(page, 'Show progress').first().click();
    const pane = page.getByRole('dialog', { name: 'Progress details' });
    await pane.getByRole('listitem').filter({ hasText: /Reading mail and calendars.*in progress/ }).waitFor();
    await pane.getByText(/[1-9]\d* read/).first().waitFor();
    await button(pane, 'Cancel job').click();
    const question = page.getByRole('alertdialog', { name: 'Cancel this job?' });
    await button(question, 'Keep it running').click();
    await button(pane, 'Cancel job').click();
    await button(question, 'Cancel job').click();
    await pane.getByText('The job was cancelled').waitFor();
    await button(pane, 'Close the progress details').click();
    await page.getByRole('heading', { name: 'No results yet' }).waitFor();
    service.tenant.faults.clear();
  });

  test('run again, it goes to the end, and the page shows the figures of the service', async () => {
    const { page } = admin;
    await button(page, 'Run').click();
    const pane = page.getByRole('dialog', { name: 'Progress details' });
    await pane.getByText('The job is completed, with warnings').waitFor();
    await button(pane, 'Close the progress details').click();
    await page.getByText('of 8 customers (87.5%)').waitFor();
    const overview = (await api.get(path(), enrichmentAnswer)).lastRun?.overview;
    const figures = page.getByRole('region', { name: 'Email and meeting overview' });
    await figures.getByText('365').waitFor();
    expect((await figures.getByRole('definition').allInnerTexts()).map((text) => Number(text.replace(/\D/g, '')))).toEqual([overview?.addressesSelected, overview?.addressesProcessed, overview?.emailsProcessed, overview?.meetingsProcessed, overview?.daysOfData]);
    await page.getByText('1 of the selected mailboxes could not be read.').waitFor();
  });

  test('the table is sorted and searched, and its export is what the service exports', async () => {
    const { page } = admin;
    await button(page, 'See more').click();
    const table = page.getByRole('grid', { name: /^Results by/ });
    await button(table, 'Customer').click();
    await table.getByRole('columnheader', { name: 'Customer', exact: true }).and(page.locator('[aria-sort=ascending]')).waitFor();
    await page.getByRole('searchbox', { name: 'Search customers' }).fill('lodz');
    await page.getByRole('status').getByText('1 row').waitFor();
    await table.getByRole('row', { name: /Łódź Logistics/ }).waitFor();
    await page.goBack();
    expect(await download(page, () => button(page, 'Export CSV').click())).toBe(await api.download(path('/results/export?format=csv')));
  });

  test('a seller finds a customer in spite of a typing error, and its card adds up', async () => {
    const { page } = seller;
    await page.getByRole('tab', { name: 'Customers' }).click();
    await page.getByRole('combobox', { name: 'Search customers' }).pressSequentially('Fabrikm');
    await page.getByRole('option', { name: /Fabrikam Zürich/ }).click();
    await page.getByRole('heading', { name: 'Fabrikam Zürich', level: 1 }).waitFor();
    await settled(page);
    await look(page);
    const { card } = await api.get(path('/customers/A-1'), cardAnswer);
    await page.getByText(`Rank ${card.rank} of ${card.customersRanked}`).waitFor();
    const parts = page.getByRole('region', { name: 'What the score is made of' });
    const spoken = await Promise.all((await parts.getByRole('listitem').getByRole('img', { name: /points$/ }).all()).map((image) => image.getAttribute('aria-label')));
    const points = spoken.map((text) => parseFloat(text ?? ''));
    expect(points.length).toBe(8);
    // Each is rounded to a tenth.
    expect(Math.abs(points.reduce((sum, part) => sum + part, 0) - (card.score ?? -1))).toBeLessThan(0.5 + 8 * 0.05);
    await parts.getByText(`Score ${card.score}`).waitFor();
  });

  test('the link is shared, and the card is shown as the bot sends it', async () => {
    const { page } = seller;
    await button(page, 'Share to chat').click();
    await page.getByText('The link is on the clipboard.').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(`${service.url}/tab/customers/${enrichmentId}/A-1`);
    await button(page, 'Card as sent').click();
    await page.getByRole('region', { name: 'The card as the bot sends it to a chat' }).getByText('Fabrikam Zürich').first().waitFor();
    await look(page);
  });

  test('customers are compared', async () => {
    const { page } = seller;
    await button(page.getByRole('toolbar', { name: 'Commands for this customer' }), 'Compare').click();
    await page.getByRole('combobox').first().pressSequentially('Tailspin');
    await page.getByRole('option', { name: /Tailspin Toys/ }).click();
    await page.getByText('Tailspin Toys').first().waitFor();
    await page.getByText('Fabrikam Zürich').first().waitFor();
    await settled(page);
    await look(page);
  });

  test('a filter becomes a segment, counted before it is saved; its members and their export are those of the service', async () => {
    const { page } = seller;
    await page.getByRole('tab', { name: 'Customers' }).click();
    await button(page, 'Filter').click();
    const filter = page.getByRole('dialog', { name: 'Filter customers' });
    await button(filter, 'Add condition').click();
    await filter.getByRole('combobox', { name: 'Comparison' }).selectOption('at most');
    await filter.getByRole('spinbutton', { name: 'Value' }).fill('1');
    await button(filter, 'Apply').click();
    await page.getByRole('heading', { name: 'No customer meets these conditions' }).waitFor();
    await look(page);
    await button(page, 'Save as a segment').click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Warm');
    await page.getByText('No customer matches.').waitFor();
    await page.getByRole('combobox', { name: 'Comparison' }).selectOption('at least');
    await page.getByRole('status').getByText('7 customers match').waitFor();
    await look(page);
    await button(page, 'Save').click();
    await page.getByText('The segment is saved.').waitFor();
    await page.getByRole('grid', { name: 'Customers' }).getByRole('row', { name: /Fabrikam Zürich/ }).waitFor();
    await look(page);
    const [segment] = (await api.get(path('/segments'), segmentsAnswer)).filter((one) => one.name === 'Warm');
    expect(await download(page, () => button(page, 'Export CSV').click())).toBe(await api.download(path(`/segments/${segment?.id}/members/export?format=csv`)));
    await page.getByRole('tab', { name: 'Segments' }).click();
    await page.getByText('Gone quiet').first().waitFor();
    await look(page);
  });

  test('a seller is offered what sellers may do, and no more', async () => {
    const { page } = seller;
    await page.getByRole('tab', { name: 'Enrichments' }).click();
    await page.getByRole('link', { name }).or(page.getByRole('button', { name, exact: true })).first().click();
    await button(page, 'Export CSV').waitFor();
    expect(await offered(page, ['Run', 'Delete', 'Edit', 'Deactivate'])).toEqual([]);
    expect(await page.getByRole('tab', { name: 'Privacy' }).count()).toBe(0);
    await look(page);
    await page.getByRole('tab', { name: 'About' }).click();
    await settled(page);
    await look(page);
    await page.goto(`${service.url}/tab/enrichments/new?theme=default&language=en`);
    await page.getByText('Only admins of the app can set up enrichments').waitFor();
    await page.goto(`${service.url}/tab/privacy?theme=default&language=en`);
    await page.getByText('For admins only').waitFor();
    await look(page);
  });

  test('whoever has no role sees results once an admin has opened them, and then changes nothing', async () => {
    const member = await open('member', `/customers/${enrichmentId}`);
    listen(member.page, seen);
    await look(member.page);
    expect(await member.page.getByText('Fabrikam Zürich').count()).toBe(0);
    await admin.page.getByRole('tab', { name: 'Privacy' }).click();
    await admin.page.getByRole('switch', { name: 'Open to every member of the organisation' }).click();
    await button(admin.page, 'Open to everybody').click();
    await admin.page.getByRole('switch', { name: 'Open to every member of the organisation', checked: true }).waitFor();
    await member.page.reload();
    await member.page.getByText('Fabrikam Zürich').first().waitFor();
    await member.page.getByRole('tab', { name: 'Segments' }).click();
    await member.page.getByText('Warm').first().waitFor();
    await settled(member.page);
    await look(member.page);
    expect(await offered(member.page, ['Create segment', 'Edit', 'Delete'])).toEqual([]);
    await member.page.goto(`${service.url}/tab/enrichments/${enrichmentId}?theme=default&language=en`);
    await member.page.getByText('of 8 customers').waitFor();
    await look(member.page);
    expect(await offered(member.page, ['Run', 'Edit', 'Delete', 'Deactivate', 'Export CSV', 'Create segment'])).toEqual([]);
    expect(complaints(member)).toEqual([]);
  });

  test('consent is withdrawn once its name is typed: a receipt says what was erased, and nothing is left to see', async () => {
    const { page } = director;
    await page.getByRole('tab', { name: 'Privacy' }).click();
    await button(page, 'Withdraw consent').click();
    const question = page.getByRole('alertdialog', { name: `Withdraw the consent to ${name}?` });
    expect(await button(question, 'Withdraw consent').isEnabled()).toBe(false);
    await question.getByRole('textbox', { name: `To confirm, type: ${name}` }).fill(name);
    await button(question, 'Withdraw consent').click();
    const receipt = page.getByRole('dialog', { name: 'Receipt of erasure' });
    await receipt.getByText('everything derived from the data has been erased').waitFor();
    await button(receipt.last(), 'Close').click();
    await page.getByRole('region', { name: 'Receipts of erasure' }).waitFor();
    expect(await consentStatus()).toBe('withdrawn');
    await seller.page.goto(`${service.url}/tab/customers/${enrichmentId}/A-1?theme=default&language=en`);
    await settled(seller.page);
    expect(await seller.page.getByText('Fabrikam Zürich').count()).toBe(0);
    await look(seller.page);
    await admin.page.goto(`${service.url}/tab/enrichments/${enrichmentId}?theme=default&language=en`);
    await admin.page.getByText('There is no consent').waitFor();
    await admin.page.getByRole('heading', { name: 'No results yet' }).waitFor();
  });

  test('a set-up is done by keyboard alone, in Polish', async () => {
    const { page, problems } = await open('admin', '/enrichments/new', 'pl');
    const { text } = await textsIn('pl');
    const keys = page.keyboard;
    await press(page, page.getByRole('button', { name: text('setup.buttons.start') }));
    await page.getByRole('heading', { name: text('setup.addresses.title') }).waitFor();
    await focus(page, page.getByRole('combobox', { name: text('setup.addresses.searchLabel') }));
    await keys.type('sale');
    await page.getByRole('option', { name: /sales/ }).waitFor();
    await keys.press('ArrowDown');
    await keys.press('Enter');
    await page.getByRole('table', { name: text('setup.addresses.listLabel') }).getByRole('row', { name: /sales.*5/s }).waitFor();
    await focus(page, page.getByRole('checkbox', { name: text('setup.addresses.agree') }));
    await keys.press('Space');
    await press(page, page.getByRole('button', { name: text('setup.buttons.next'), exact: true }));
    await press(page, page.getByRole('button', { name: text('setup.contacts.addDataverse') }));
    await page.getByRole('radio', { name: /Dataverse/, checked: true }).waitFor();
    await press(page, page.getByRole('button', { name: text('setup.buttons.next'), exact: true }));
    await page.getByRole('heading', { name: text('setup.mapping.title') }).waitFor();
    await page.getByText(text('setup.mapping.checkTitle')).waitFor();
    await press(page, page.getByRole('button', { name: text('setup.buttons.next'), exact: true }));
    await focus(page, page.getByRole('textbox', { name: text('setup.finish.name'), exact: true }));
    await keys.type('Klawiatura');
    await press(page, page.getByRole('button', { name: text('setup.finish.save') }));
    await page.getByRole('heading', { name: text('setup.finished.title') }).waitFor();
    expect(problems).toEqual([]);
  });

  test('nobody has seen anything of one person', () => {
    const mailboxes = company.users.map(({ name }) => addressOf(name));
    const found = [...mailboxes, ...company.contacts.flatMap(({ Email, FullName }) => [Email, FullName])].filter((needle) => seen.some((text) => text.toLowerCase().includes(needle.toLowerCase())));
    expect(seen.length).toBeGreaterThan(20);
    expect(found).toEqual([]);
  });

  test('no page has complained of anything to its console', () => {
    expect([admin, director, seller].flatMap(complaints)).toEqual([]);
  });

  async function consentStatus(): Promise<string | undefined> {
    return (await api.get(path(), enrichmentAnswer)).consent?.status;
  }

  /** Keeps what the page says. */
  async function look(page: Page): Promise<void> {
    seen.push(await page.locator('body').innerText());
  }
});
