// The service: one process, never two. The data folder lets one in; a second one ends with dataFolderInUse.
param name string
param location string
param tags object
param environmentId string
param storageName string
param identityId string
param image string
param registryServer string
param clientSecretUri string
param processors int
param publicHost string
param publicHostCertificateId string
param workspaceId string

@description('Runs nothing but an answer to the probes, so that the data folder is free: to restore a backup, or to look at it.')
param maintenance bool

@description('Variables of the service by name; an empty one is left out.')
param settings object

var port = 3978
var standIn = 'require("node:http").createServer((_, answer) => answer.writeHead(503).end("maintenance")).listen(${port})'
var given = filter(items(settings), setting => !empty(setting.value))

resource app 'Microsoft.App/containerApps@2025-07-01' = {
  name: name
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    environmentId: environmentId
    workloadProfileName: 'Consumption'
    configuration: {
      // At most one revision that is meant to run. It does not stop the old one before it starts the new one: README.md, "Update".
      activeRevisionsMode: 'Single'
      ingress: {
        external: true
        targetPort: port
        transport: 'http'
        allowInsecure: false
        customDomains: empty(publicHostCertificateId) ? [] : [{ name: publicHost, certificateId: publicHostCertificateId, bindingType: 'SniEnabled' }]
      }
      registries: empty(registryServer) ? [] : [{ server: registryServer, identity: identityId }]
      // With a version: without one, Azure restarts the service by itself within 30 minutes of a new secret, new instance before old.
      secrets: [{ name: 'client-secret', keyVaultUrl: clientSecretUri, identity: identityId }]
    }
    template: {
      // Answers end, runs come to a checkpoint, and the lock is given back; the service takes 25 seconds at most.
      terminationGracePeriodSeconds: 60
      scale: { minReplicas: 1, maxReplicas: 1 }
      volumes: [{ name: 'data', storageType: 'NfsAzureFile', storageName: storageName }]
      containers: [
        {
          name: 'service'
          image: image
          command: maintenance ? ['node', '--eval', standIn] : null
          resources: { cpu: processors, memory: '${processors * 2}Gi' }
          volumeMounts: [{ volumeName: 'data', mountPath: '/data' }]
          env: concat(
            map(given, setting => { name: setting.key, value: setting.value }),
            [
              // The root of the share is open to all who mount it (0777); the service makes this folder within for itself alone (0700).
              { name: 'DATA_FOLDER', value: '/data/service' }
              { name: 'CLIENT_SECRET', secretRef: 'client-secret' }
              // Read by nobody: a new secret alone would make no new revision, and so would not reach the service.
              { name: 'CLIENT_SECRET_VERSION', value: last(split(clientSecretUri, '/')) }
            ]
          )
          // None at all: then the platform only looks whether the port is open.
          probes: maintenance ? null : [
            { type: 'Startup', httpGet: { path: '/healthz', port: port }, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 10 }
            { type: 'Liveness', httpGet: { path: '/healthz', port: port }, periodSeconds: 30, timeoutSeconds: 5, failureThreshold: 3 }
            { type: 'Readiness', httpGet: { path: '/readyz', port: port }, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 }
          ]
        }
      ]
    }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: app
  name: 'workspace'
  properties: {
    workspaceId: workspaceId
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}
