// Holds the client secret. Rights are given by roles alone. The vault answers on the internet, to whoever signs in and holds a role: register-app.sh
// writes to it from an administrator's machine.
param name string
param location string
param tags object
param tenantId string
param readerPrincipalId string
param secretWriterId string
param workspaceId string

// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/security
var secretsUserRoleId = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')
var secretsOfficerRoleId = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7')

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    publicNetworkAccess: 'Enabled'
  }
}

resource reader 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, readerPrincipalId, secretsUserRoleId)
  properties: {
    roleDefinitionId: secretsUserRoleId
    principalId: readerPrincipalId
    principalType: 'ServicePrincipal'
  }
}

resource writer 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(secretWriterId)) {
  scope: vault
  name: guid(vault.id, secretWriterId, secretsOfficerRoleId)
  properties: {
    roleDefinitionId: secretsOfficerRoleId
    principalId: secretWriterId
    principalType: 'User'
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'workspace'
  properties: {
    workspaceId: workspaceId
    // Who read or wrote which secret, and when.
    logs: [{ categoryGroup: 'audit', enabled: true }]
  }
}
