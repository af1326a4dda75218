// A network of its own: Container Apps mount an NFS share only from one, and the storage account can then be closed to everybody else.
param name string
param location string
param tags object

@description('Leads nowhere else: no peering, no gateway. Change it only if you mean to connect it to a network of yours.')
param addressPrefix string = '10.90.0.0/24'

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
    subnets: [
      {
        name: 'environment'
        properties: {
          // /27 is the least that an environment with workload profiles takes.
          addressPrefix: cidrSubnet(addressPrefix, 27, 0)
          delegations: [{ name: 'environment', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'endpoints'
        properties: { addressPrefix: cidrSubnet(addressPrefix, 27, 1) }
      }
    ]
  }
}

resource privateDnsZone 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: 'privatelink.file.${environment().suffixes.storage}'
  location: 'global'
  tags: tags
}

resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = {
  parent: privateDnsZone
  name: name
  location: 'global'
  tags: tags
  properties: {
    virtualNetwork: { id: network.id }
    registrationEnabled: false
  }
}

output environmentSubnetId string = resourceId('Microsoft.Network/virtualNetworks/subnets', network.name, 'environment')
output endpointSubnetId string = resourceId('Microsoft.Network/virtualNetworks/subnets', network.name, 'endpoints')
output filePrivateDnsZoneId string = privateDnsZone.id
