/** The pages of customers, below the tab's base. */
export const customersPath = (enrichmentId: string) => `/customers/${enrichmentId}`;

export const customerPath = (enrichmentId: string, customerId: string) => `/customers/${enrichmentId}/${encodeURIComponent(customerId)}`;

export const comparePath = (enrichmentId: string, customerIds: readonly string[]) =>
  `/compare/${enrichmentId}?${new URLSearchParams(customerIds.map((id) => ['customers', id])).toString()}`;

/** Where the API answers for a customer. */
export const cardPath = (enrichmentId: string, customerId: string) => `/enrichments/${enrichmentId}/customers/${encodeURIComponent(customerId)}`;
