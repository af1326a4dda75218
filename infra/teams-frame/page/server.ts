import { localPeopleAnswer, tokenAnswer, type LocalPerson } from '../contract.ts';

/** Rejects where the service does not answer as it should. */
export async function readPeople(): Promise<readonly LocalPerson[]> {
  return localPeopleAnswer.parse(await jsonOf(await fetch(`${import.meta.env.BASE_URL}people`)));
}

export async function readToken(userId: string): Promise<string> {
  const response = await fetch(`${import.meta.env.BASE_URL}token`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ userId }) });
  return tokenAnswer.parse(await jsonOf(response)).token;
}

async function jsonOf(response: Response): Promise<unknown> {
  if (!response.ok) throw new Error(`The service answers ${response.status}.`);
  return response.json();
}
