// Read from the environment, so that one file of yours (engagement.env, README.md step 2) serves these parameters, register-app.sh and the app
// package, and so that no file of the project has to be changed. What each means: main.bicep and README.md, "Parameters".
using 'main.bicep'

param namePrefix = readEnvironmentVariable('NAME_PREFIX', 'engagement')
param secretWriterId = readEnvironmentVariable('SECRET_WRITER_ID', '')
param image = readEnvironmentVariable('IMAGE', '')
param clientId = readEnvironmentVariable('CLIENT_ID', '')
param clientSecretUri = readEnvironmentVariable('CLIENT_SECRET_URI', '')
param teamsAppId = readEnvironmentVariable('TEAMS_APP_ID', '')
param teamsCatalogAppId = readEnvironmentVariable('TEAMS_CATALOG_APP_ID', '')
param mailboxPermissions = readEnvironmentVariable('MAILBOX_PERMISSIONS', 'exchange')
param dataverseUrl = readEnvironmentVariable('DATAVERSE_URL', '')
param publicHost = readEnvironmentVariable('PUBLIC_HOST', '')
param publicHostCertificateId = readEnvironmentVariable('PUBLIC_HOST_CERTIFICATE_ID', '')
param maintenance = bool(readEnvironmentVariable('MAINTENANCE', 'false'))
param alertEmail = readEnvironmentVariable('ALERT_EMAIL', '')

// The others have defaults that can be changed here:
// param createRegistry = false
// param processors = 4
// param storageSku = 'Premium_ZRS'
// param shareGiB = 200
// param logDays = 30
// param extraSettings = { LOG_LEVEL: 'debug', RUNS_AT_ONCE: '4' }
// param tags = { application: 'account-engagement', owner: 'sales-operations' }
