// The data folder: an NFS 4.1 share, since the service needs byte-range locks, hard links, atomic renames and file modes, which SMB does not give.
// NFS knows no sign-in: whoever reaches the share can read it. So the account has no public access, and one private endpoint in our own network.
param name string
param location string
param tags object
param skuName string
param shareGiB int
param endpointSubnetId string
param privateDnsZoneId string
param workspaceId string

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: name
  location: location
  tags: tags
  kind: 'FileStorage'
  sku: { name: skuName }
  properties: {
    publicNetworkAccess: 'Disabled'
    networkAcls: { defaultAction: 'Deny', bypass: 'None' }
    allowBlobPublicAccess: false
    // No key opens an NFS share.
    allowSharedKeyAccess: false
    minimumTlsVersion: 'TLS1_2'
    // "Secure transfer required" refuses NFS mounts of Container Apps, which cannot encrypt them. Traffic stays within the network and the private endpoint.
    supportsHttpsTrafficOnly: false
  }
}

resource files 'Microsoft.Storage/storageAccounts/fileServices@2023-05-01' = {
  parent: account
  name: 'default'
  properties: {
    // A share that was deleted by mistake can be had back for so long.
    shareDeleteRetentionPolicy: { enabled: true, days: 14 }
  }
}

resource share 'Microsoft.Storage/storageAccounts/fileServices/shares@2023-05-01' = {
  parent: files
  name: 'data'
  properties: {
    enabledProtocols: 'NFS'
    shareQuota: shareGiB
    rootSquash: 'NoRootSquash'
  }
}

resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: '${name}-file'
  location: location
  tags: tags
  properties: {
    subnet: { id: endpointSubnetId }
    privateLinkServiceConnections: [
      {
        name: 'file'
        properties: { privateLinkServiceId: account.id, groupIds: ['file'] }
      }
    ]
  }
}

resource endpointName 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = {
  parent: endpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [{ name: 'file', properties: { privateDnsZoneId: privateDnsZoneId } }]
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: files
  name: 'workspace'
  properties: {
    workspaceId: workspaceId
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

// The ordinary name, also behind a private endpoint: the private DNS zone answers for it.
output fileServer string = '${account.name}.file.${environment().suffixes.storage}'
output sharePath string = '/${account.name}/${share.name}'
output shareName string = share.name
