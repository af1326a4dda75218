// Two alerts by e-mail: the service is restarted again and again, or it logs errors.
param name string
param location string
param tags object
param email string
param containerAppName string
param workspaceId string

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    groupShortName: take(name, 12)
    enabled: true
    emailReceivers: [{ name: 'operator', emailAddress: email, useCommonAlertSchema: true }]
  }
}

// By the log, since the metric RestartCount only ever grows: an alert on it would never end.
resource restarts 'Microsoft.Insights/scheduledQueryRules@2022-06-15' = {
  name: '${name}-restarts'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    description: 'The service ended more than three times in half an hour. az containerapp logs show says why; dataFolderInUse: README.md, "Update".'
    severity: 1
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT5M'
    // The platform waits five minutes at most before it starts again, so that a service that cannot start ends six times or more in it.
    windowSize: 'PT30M'
    autoMitigate: true
    // The table appears with its first line, which may be after this rule.
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: 'ContainerAppSystemLogs | where ContainerAppName == "${containerAppName}" | where Reason == "ContainerTerminated"'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 3
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: [people.id] }
  }
}

resource errors 'Microsoft.Insights/scheduledQueryRules@2022-06-15' = {
  name: '${name}-errors'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    description: 'The service logged errors.'
    severity: 2
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT15M'
    autoMitigate: true
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: 'ContainerAppConsoleLogs | where ContainerAppName == "${containerAppName}" | where tostring(parse_json(Log).level) in ("error", "fatal")'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: [people.id] }
  }
}
