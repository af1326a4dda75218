import { contactDataSetAnswer, uploadQuery } from '../contract/contactDataSets.ts';
import { EngagementFailure } from '../../engine/index.ts';
import { contactFileParameters } from '../contract/parameters.ts';
import { boundedBody } from './boundedBody.ts';
import { inputOf, type Route } from './route.ts';
import { sendJson } from './send.ts';

/** The service takes files up to 200 MB and says so itself; at the door a little more is let through, so that it gets the chance. */
export const uploadBytesMax = 210_000_000;

/** Takes a CSV file as it streams in. */
export const uploadRoute: Route = {
  method: 'put',
  path: '/contact-data-sets/:contactDataSetId/files/:fileName',
  action: 'editContactDataSets',
  serve: async (exchange) => {
    const { request } = exchange;
    const { actor, service, parameters, query } = inputOf({ parameters: contactFileParameters, query: uploadQuery }, exchange);
    if (!request.is('text/csv')) throw new EngagementFailure('requestUnusable', 'The file is sent as the body of the request, with the content type text/csv.');
    const content = boundedBody(request, uploadBytesMax);
    try {
      const dataSet = await service.contactDataSets.upload(actor, parameters.contactDataSetId, { name: parameters.fileName, originalName: query.originalName, content });
      sendJson(exchange, 200, contactDataSetAnswer.parse(dataSet), undefined);
    } finally {
      content.destroy();
    }
  },
};
