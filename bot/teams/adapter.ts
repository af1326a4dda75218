import { CloudAdapter, type Activity, type InvokeResponse, type TurnContext } from 'botbuilder';
import type { AuthenticateRequestResult } from 'botframework-connector';
import type { TeamsActivity } from './activity.ts';

/** The SDK's adapter, without its own way of answering HTTP, which tells the caller and the console why somebody was turned away. */
export class TeamsAdapter extends CloudAdapter {
  /** Runs a turn for an activity that was authenticated already; gives what `logic` gives. */
  async run(authenticated: AuthenticateRequestResult, activity: TeamsActivity, logic: (context: TurnContext) => Promise<InvokeResponse>): Promise<InvokeResponse> {
    let response: InvokeResponse | undefined;
    await this.processActivity(authenticated, sdkActivity(activity), async (context) => {
      response = await logic(context);
    });
    if (response === undefined) throw new Error('The Bot Framework SDK did not run the turn.');
    return response;
  }
}

/** No more than it takes to reply: anything else in an activity, as its `deliveryMode`, would have the SDK do more than that. */
function sdkActivity({ type, id, channelId, serviceUrl, conversation, recipient, from }: TeamsActivity): Activity {
  return { type, id, channelId, serviceUrl, conversation, recipient, from: { id: from.id } } as Activity;
}
