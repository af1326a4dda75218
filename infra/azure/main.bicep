// Everything that the service needs in Azure, in one resource group. The guide is README.md, which also says why it is built like this.
// Deployed twice: first without clientId, image and clientSecretUri, which makes the ground (network, storage, vault, logs, registry) and tells the
// public host; then with them, which adds the service and the bot. Either deployment may be run again at any time, with one exception: a change of
// the running service needs it stopped first (README.md, "Update").
targetScope = 'resourceGroup'

@description('Begins the name of every resource: lower-case letters and digits, beginning with a letter.')
@minLength(3)
@maxLength(10)
param namePrefix string = 'engagement'

@description('Region of everything but the bot, which is global.')
param location string = resourceGroup().location

@description('Tags of every resource.')
param tags object = { application: 'account-engagement' }

@description('Directory (tenant) id of the organisation that uses the service.')
param tenantId string = tenant().tenantId

@description('Object id of the user who will run register-app.sh, and so writes the client secret into the vault. Empty: nobody is given that right.')
param secretWriterId string = ''

@description('Makes a container registry for the image. Without it, the image must be readable by anybody.')
param createRegistry bool = true

@description('The image with its registry and tag. Empty: the service is not deployed yet.')
param image string = ''

@description('Application (client) id of the app registration. Empty: the service is not deployed yet.')
param clientId string = ''

@description('Address of the client secret in the vault, WITH its version. Empty: the service is not deployed yet.')
param clientSecretUri string = ''

@description('Id of the Teams app in its manifest. Empty: clientId, as in the app package.')
param teamsAppId string = ''

@description('Id of the same app in the catalogue of the organisation, known once it is uploaded. Links carry it.')
param teamsCatalogAppId string = ''

@description('Who grants mail and calendars: exchange (for chosen groups, limit-mailboxes.ps1) or entra (for all mailboxes).')
@allowed(['exchange', 'entra'])
param mailboxPermissions string = 'exchange'

@description('Dataverse Web API, such as https://org.crm4.dynamics.com/api/data/v9.2. Empty: contacts come from CSV files.')
param dataverseUrl string = ''

@description('Further variables of the service by name, such as { LOG_LEVEL: \'debug\' }.')
param extraSettings object = {}

@description('A host name of your own, such as engagement.contoso.com. Empty: the one that Azure gives.')
param publicHost string = ''

@description('Resource id of the certificate for publicHost in the Container Apps environment. Empty: not bound yet.')
param publicHostCertificateId string = ''

@description('Processors of the service. It has 2 GiB of memory for each.')
@allowed([1, 2, 4])
param processors int = 2

@description('Redundancy of the data: within one data centre (LRS), or over three zones of the region (ZRS).')
@allowed(['Premium_LRS', 'Premium_ZRS'])
param storageSku string = 'Premium_LRS'

@description('Size of the file share in GiB. 100 is the least that Azure offers for this kind; it can grow later.')
@minValue(100)
param shareGiB int = 100

@description('For how many days logs are kept.')
@minValue(30)
@maxValue(730)
param logDays int = 90

@description('The container runs without the service, so that a backup can be restored into the data folder.')
param maintenance bool = false

@description('Where alerts are sent to. Empty: no alerts.')
param alertEmail string = ''

var suffix = uniqueString(resourceGroup().id)
var flatName = '${namePrefix}${suffix}'
var dashedName = '${namePrefix}-${suffix}'
var isComplete = !empty(image) && !empty(clientId) && !empty(clientSecretUri)
var registryServer = '${flatName}${environment().suffixes.acrLoginServer}'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: dashedName
  location: location
  tags: tags
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: dashedName
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: logDays
    features: { disableLocalAuth: true }
  }
}

module network 'modules/network.bicep' = {
  name: 'network'
  params: { name: dashedName, location: location, tags: tags }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: flatName
    location: location
    tags: tags
    skuName: storageSku
    shareGiB: shareGiB
    endpointSubnetId: network.outputs.endpointSubnetId
    privateDnsZoneId: network.outputs.filePrivateDnsZoneId
    workspaceId: workspace.id
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: dashedName
    location: location
    tags: tags
    tenantId: tenantId
    readerPrincipalId: identity.properties.principalId
    secretWriterId: secretWriterId
    workspaceId: workspace.id
  }
}

module registry 'modules/registry.bicep' = if (createRegistry) {
  name: 'registry'
  params: { name: flatName, location: location, tags: tags, pullPrincipalId: identity.properties.principalId, workspaceId: workspace.id }
}

module platform 'modules/environment.bicep' = {
  name: 'environment'
  params: {
    name: dashedName
    location: location
    tags: tags
    subnetId: network.outputs.environmentSubnetId
    workspaceId: workspace.id
    fileServer: storage.outputs.fileServer
    sharePath: storage.outputs.sharePath
  }
}

// Known before the service exists: the registration of the app needs it.
var azureHost = '${namePrefix}.${platform.outputs.defaultDomain}'
var publicUrl = 'https://${empty(publicHost) ? azureHost : publicHost}'

module service 'modules/service.bicep' = if (isComplete) {
  name: 'service'
  params: {
    name: namePrefix
    location: location
    tags: tags
    environmentId: platform.outputs.id
    storageName: platform.outputs.storageName
    identityId: identity.id
    image: image
    registryServer: createRegistry ? registryServer : ''
    clientSecretUri: clientSecretUri
    processors: processors
    maintenance: maintenance
    publicHost: publicHost
    publicHostCertificateId: publicHostCertificateId
    workspaceId: workspace.id
    settings: union(
      {
        ENGAGEMENT_MODE: 'production'
        PUBLIC_URL: publicUrl
        TRUSTED_PROXIES: '1'
        TENANT_IDS: tenantId
        CLIENT_ID: clientId
        TEAMS_APP_ID: empty(teamsAppId) ? clientId : teamsAppId
        TEAMS_CATALOG_APP_ID: teamsCatalogAppId
        MAILBOX_PERMISSIONS: mailboxPermissions
        DATAVERSE_URL: dataverseUrl
      },
      extraSettings
    )
  }
  dependsOn: [vault, registry]
}

module bot 'modules/bot.bicep' = if (isComplete) {
  name: 'bot'
  params: { name: dashedName, tags: tags, clientId: clientId, tenantId: tenantId, endpoint: '${publicUrl}/api/messages', workspaceId: workspace.id }
}

module alerts 'modules/alerts.bicep' = if (isComplete && !empty(alertEmail)) {
  name: 'alerts'
  params: { name: namePrefix, location: location, tags: tags, email: alertEmail, containerAppName: namePrefix, workspaceId: workspace.id }
  dependsOn: [service]
}

@description('PUBLIC_URL of the service. register-app.sh and the app package need it.')
output publicUrl string = publicUrl

@description('Host that Azure gives; a host of your own is a CNAME to it.')
output azureHost string = azureHost

output tenantId string = tenantId
output keyVaultName string = dashedName
output registryName string = createRegistry ? flatName : ''
output containerAppName string = namePrefix
output environmentName string = dashedName
output storageAccountName string = flatName
output shareName string = storage.outputs.shareName
output workspaceCustomerId string = workspace.properties.customerId
