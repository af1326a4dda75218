// The Container Apps environment: network, logs, and the file share that the service mounts.
param name string
param location string
param tags object
param subnetId string
param workspaceId string
param fileServer string
param sharePath string

resource managedEnvironment 'Microsoft.App/managedEnvironments@2025-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    // By the diagnostic setting below: the other way, log-analytics, takes the workspace's key.
    appLogsConfiguration: { destination: 'azure-monitor' }
    vnetConfiguration: { infrastructureSubnetId: subnetId, internal: false }
    workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }]
  }
}

resource data 'Microsoft.App/managedEnvironments/storages@2025-07-01' = {
  parent: managedEnvironment
  name: 'data'
  properties: {
    nfsAzureFile: { server: fileServer, shareName: sharePath, accessMode: 'ReadWrite' }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: managedEnvironment
  name: 'workspace'
  properties: {
    workspaceId: workspaceId
    // What the service writes, and what the platform says of it (starts, failed mounts, probes).
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
  }
}

output id string = managedEnvironment.id
output defaultDomain string = managedEnvironment.properties.defaultDomain
output storageName string = data.name
