// The bot's registration with Azure Bot Service: an address and an app id, no code. A service that runs elsewhere needs it too, and nothing else
// from Azure: this file can be deployed alone (README.md, "Without Azure").
param name string
param tags object = {}
param clientId string
param tenantId string = tenant().tenantId
param endpoint string
param workspaceId string = ''

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: name
  location: 'global'
  tags: tags
  kind: 'azurebot'
  // Teams is a standard channel: its messages are not counted in F0.
  sku: { name: 'F0' }
  properties: {
    displayName: 'Account Engagement'
    endpoint: endpoint
    msaAppId: clientId
    msaAppType: 'SingleTenant'
    msaAppTenantId: tenantId
    publicNetworkAccess: 'Enabled'
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: {
    channelName: 'MsTeamsChannel'
    properties: { isEnabled: true }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (!empty(workspaceId)) {
  scope: bot
  name: 'workspace'
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
  }
}
