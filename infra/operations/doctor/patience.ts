import { EngagementFailure } from '../../../engine/index.ts';
import { notChecked, problem, type Outcome } from './finding.ts';

/**
 * Makes one check, for so long at most: where the service would wait and try again, somebody is told here. A failure becomes a problem, in the
 * words that the service has for it.
 */
export async function withPatience(timeoutMilliseconds: number, advice: string, check: () => Promise<Outcome>): Promise<Outcome> {
  const late = problem(`There was no usable answer within ${timeoutMilliseconds / 1000} seconds.`, advice);
  let timer: NodeJS.Timeout | undefined;
  const timeIsUp = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve(late), timeoutMilliseconds);
  });
  try {
    return await Promise.race([check(), timeIsUp]);
  } catch (error) {
    // The message of an error that nobody foresaw may hold anything.
    if (!(error instanceof EngagementFailure)) return problem(`The check itself failed (${error instanceof Error ? error.name : typeof error}).`, advice);
    if (error.code === 'interrupted') return late;
    return error.code === 'consentMissing' ? notChecked(error.message) : problem(error.message, advice);
  } finally {
    clearTimeout(timer);
  }
}
