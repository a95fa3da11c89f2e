{{/* The name of this release's objects */}}
{{- define "chronobook.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end }}

{{/* The labels of a selector. Takes a list of context and component. */}}
{{- define "chronobook.selectorLabels" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: {{ default $root.Chart.Name $root.Values.nameOverride }}
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{/* The labels of an object. Takes a list of context and component. */}}
{{- define "chronobook.labels" -}}
{{- $root := index . 0 -}}
{{ include "chronobook.selectorLabels" . }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: chronobook
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version }}
{{- end }}

{{/* An image. Takes a list of context and image; the digest takes precedence, the tag is for people. */}}
{{- define "chronobook.image" -}}
{{- $root := index . 0 -}}{{- $image := index . 1 -}}
{{- $image.repository }}:{{ default $root.Chart.AppVersion $image.tag }}{{ with $image.digest }}@{{ . }}{{ end }}
{{- end }}

{{- define "chronobook.databaseHost" -}}
{{- if eq .Values.database.mode "cloudnative-pg" -}}
{{ include "chronobook.fullname" . }}-db-rw
{{- else if eq .Values.database.mode "standalone" -}}
{{ include "chronobook.fullname" . }}-db
{{- else -}}
{{ required "database.host: say where the existing database is, or choose another database.mode" .Values.database.host }}
{{- end -}}
{{- end }}

{{- define "chronobook.databasePort" -}}
{{- if eq .Values.database.mode "existing" }}{{ .Values.database.port }}{{ else }}5432{{ end -}}
{{- end }}

{{/* The Secret of the role that owns the database */}}
{{- define "chronobook.databaseSecret" -}}
{{- if .Values.database.existingSecret -}}
{{ .Values.database.existingSecret }}
{{- else if eq .Values.database.mode "cloudnative-pg" -}}
{{ include "chronobook.fullname" . }}-db-app
{{- else -}}
{{ include "chronobook.fullname" . }}-database
{{- end -}}
{{- end }}

{{- define "chronobook.trainingSecret" -}}
{{ .Values.database.training.existingSecret | default (include "chronobook.databaseSecret" .) }}
{{- end }}

{{/* The settings of a pod that Pod Security "restricted" requires. Takes the user's id. */}}
{{- define "chronobook.podSecurityContext" -}}
runAsNonRoot: true
runAsUser: {{ . }}
runAsGroup: {{ . }}
fsGroup: {{ . }}
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{/* The settings of a container that it requires */}}
{{- define "chronobook.securityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{/*
Under STRICT mutual TLS Prometheus scrapes with the certificate of its own sidecar. The certificate of the pod
contains an identity and no host name, so no host name is verified; the policy of the pod decides who may scrape it.
*/}}
{{- define "chronobook.scrapeByMesh" -}}
{{- if .Values.mesh.enabled -}}
scheme: https
tlsConfig:
  caFile: {{ .Values.mesh.prometheusCertificates }}/root-cert.pem
  certFile: {{ .Values.mesh.prometheusCertificates }}/cert-chain.pem
  keyFile: {{ .Values.mesh.prometheusCertificates }}/key.pem
  insecureSkipVerify: true
{{- end }}
{{- end }}

{{/* The address for traces, as environment variables by name */}}
{{- define "chronobook.tracing" -}}
{{- with .Values.tracing.endpoint -}}
MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT: {{ . | quote }}
MANAGEMENT_TRACING_SAMPLING_PROBABILITY: {{ $.Values.tracing.sampling | quote }}
{{- end }}
{{- end }}

{{- define "chronobook.placement" -}}
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* Egress that every pod needs: DNS and, in a mesh, istiod */}}
{{- define "chronobook.egressToNames" -}}
- to:
    - namespaceSelector:
        matchLabels:
          kubernetes.io/metadata.name: kube-system
  ports:
    - {port: 53, protocol: UDP}
    - {port: 53, protocol: TCP}
{{- range .Values.networkPolicy.egressNamespaces }}
- to:
    - namespaceSelector:
        matchLabels:
          kubernetes.io/metadata.name: {{ . }}
{{- end }}
{{- if .Values.mesh.enabled }}
- to:
    - namespaceSelector:
        matchLabels:
          kubernetes.io/metadata.name: {{ .Values.mesh.controlPlaneNamespace }}
      podSelector:
        matchLabels:
          app: istiod
  ports:
    - {port: 15012, protocol: TCP}
{{- end }}
{{- end }}

{{- define "chronobook.egressToDatabase" -}}
- to:
    {{- if eq .Values.database.mode "existing" }}
    {{- range required "networkPolicy.databaseCidrs: say where the existing database is, such as 10.0.0.7/32" .Values.networkPolicy.databaseCidrs }}
    - ipBlock:
        cidr: {{ . }}
    {{- end }}
    {{- else }}
    - podSelector:
        matchLabels:
          {{- include "chronobook.selectorLabels" (list . "db") | nindent 10 }}
    {{- end }}
  ports:
    - port: {{ include "chronobook.databasePort" . }}
      protocol: TCP
{{- end }}

{{/* The settings of the web application, as environment variables by name, without secrets */}}
{{- define "chronobook.webEnvironment" -}}
SPRING_DATASOURCE_URL: jdbc:postgresql://{{ include "chronobook.databaseHost" . }}:{{ include "chronobook.databasePort" . }}/{{ .Values.database.name }}?ApplicationName=chronobook-web
SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE: {{ .Values.web.shutdownSeconds }}s
# The Ingress or the gateway passes the address of the client
SERVER_FORWARD_HEADERS_STRATEGY: native
SERVER_SERVLET_SESSION_COOKIE_SECURE: {{ hasPrefix "https://" .Values.url | quote }}
CHRONOBOOK_DEMO_ENABLED: {{ .Values.demo | quote }}
CHRONOBOOK_PUBLICADDRESS: {{ .Values.url | quote }}
CHRONOBOOK_REGISTRATION: {{ .Values.registration }}
{{- range $id, $provider := .Values.oidc.providers }}
{{- $client := printf "SPRING_SECURITY_OAUTH2_CLIENT_REGISTRATION_%s" (upper $id) }}
SPRING_SECURITY_OAUTH2_CLIENT_PROVIDER_{{ upper $id }}_ISSUERURI: {{ $provider.issuer | quote }}
{{ $client }}_CLIENTID: {{ $provider.clientId | quote }}
{{ $client }}_CLIENTNAME: {{ $provider.name | default (urlParse $provider.issuer).host | quote }}
{{- else }}
{{- if eq .Values.registration "oidc-only" }}
{{- fail "oidc.providers: registration is oidc-only, but there is no provider" }}
{{- end }}
{{- end }}
{{- with .Values.contact }}
CHRONOBOOK_CATALOG_CONTACT: {{ . | quote }}
{{- end }}
{{- with .Values.outbound.allowedNetworks }}
CHRONOBOOK_OUTBOUND_ALLOWEDNETWORKS: {{ join "," . | quote }}
{{- end }}
{{- with .Values.profiling.endpoint }}
CHRONOBOOK_PROFILING_ENDPOINT: {{ . | quote }}
{{- end }}
{{- with include "chronobook.tracing" . }}
{{ . }}
{{- end }}
{{- /* The stack of a page is deeper than the flight recorder's default limit */}}
{{- with compact (list (ternary "-XX:FlightRecorderOptions:stackdepth=256" "" (ne .Values.profiling.endpoint "")) .Values.web.javaOptions) }}
JDK_JAVA_OPTIONS: {{ join " " . | quote }}
{{- end }}
{{- range $name, $value := .Values.web.config }}
{{ $name }}: {{ $value | quote }}
{{- end }}
{{- end }}

{{/* The environment of the web application. It is part of the pod, so that a rollback restores it, too. */}}
{{- define "chronobook.webEnv" -}}
{{- range $name, $value := include "chronobook.webEnvironment" . | fromYaml }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{ include "chronobook.webCredentials" . }}
{{- end }}

{{/* The credentials of the web application, as environment variables from Secrets */}}
{{- define "chronobook.webCredentials" -}}
- name: SPRING_DATASOURCE_USERNAME
  valueFrom:
    secretKeyRef:
      name: {{ include "chronobook.databaseSecret" . }}
      key: username
- name: SPRING_DATASOURCE_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ include "chronobook.databaseSecret" . }}
      key: password
{{- range $id, $provider := .Values.oidc.providers }}
{{- with $provider.existingSecret }}
- name: SPRING_SECURITY_OAUTH2_CLIENT_REGISTRATION_{{ upper $id }}_CLIENTSECRET
  valueFrom:
    secretKeyRef:
      name: {{ . }}
      key: {{ $provider.secretKey | default "client-secret" }}
{{- end }}
{{- end }}
{{- with .Values.googleBooks.existingSecret }}
- name: CHRONOBOOK_CATALOG_GOOGLEBOOKS_APIKEY
  valueFrom:
    secretKeyRef:
      name: {{ . }}
      key: {{ $.Values.googleBooks.secretKey }}
{{- end }}
{{- with .Values.notifications.existingSecret }}
- name: CHRONOBOOK_NOTIFICATIONS_VAPIDPUBLICKEY
  valueFrom:
    secretKeyRef:
      name: {{ . }}
      key: {{ $.Values.notifications.publicKeyKey }}
- name: CHRONOBOOK_NOTIFICATIONS_VAPIDPRIVATEKEY
  valueFrom:
    secretKeyRef:
      name: {{ . }}
      key: {{ $.Values.notifications.privateKeyKey }}
{{- end }}
{{- with .Values.devices.existingSecret }}
- name: CHRONOBOOK_SYNC_SECRETKEY
  valueFrom:
    secretKeyRef:
      name: {{ . }}
      key: {{ $.Values.devices.secretKey }}
{{- end }}
{{- end }}

{{/*
A volume in a folder of the node. Of type "local" and not "hostPath", because the kubelet measures only the former
and the alert on full volumes needs the figure. Takes a dict of root, component, name, path and storage.
*/}}
{{- define "chronobook.localVolume" -}}
apiVersion: v1
kind: PersistentVolume
metadata:
  name: {{ .root.Release.Namespace }}-{{ .name }}
  labels:
    {{- include "chronobook.labels" (list .root .component) | nindent 4 }}
  annotations:
    argocd.argoproj.io/sync-options: Prune=false,Delete=false
spec:
  accessModes: [ReadWriteOnce]
  capacity:
    storage: {{ .storage }}
  persistentVolumeReclaimPolicy: Retain
  storageClassName: chronobook-local
  # Bound by name, so that a new cluster finds the old data
  claimRef:
    namespace: {{ .root.Release.Namespace }}
    name: {{ .name }}
  local:
    path: {{ .path }}
  nodeAffinity:
    required:
      nodeSelectorTerms:
        - matchExpressions:
            {{- toYaml .root.Values.localVolumes.nodes | nindent 12 }}
{{- end }}

{{/* The labels by which a mesh and its tools identify a pod. Takes a list of context, component and version. */}}
{{- define "chronobook.meshLabels" -}}
{{- $app := printf "%s-%s" (include "chronobook.fullname" (index . 0)) (index . 1) -}}
app: {{ $app }}
version: {{ index . 2 }}
service.istio.io/canonical-name: {{ $app }}
service.istio.io/canonical-revision: {{ index . 2 }}
{{- end }}

{{/* The identity of a service account. Takes a list of context and namespace/name. */}}
{{- define "chronobook.principal" -}}
{{- $account := splitList "/" (index . 1) -}}
{{ (index . 0).Values.mesh.trustDomain }}/ns/{{ index $account 0 }}/sa/{{ index $account 1 }}
{{- end }}

{{/* The cookie by which a reader stays with a version: its pages, styles and scripts belong together */}}
{{- define "chronobook.versionCookie" -}}
^(.*;\s*)?chronobook-version={{ . }}(;.*)?$
{{- end }}

{{/* The requests that a route matches. Takes a route; empty if it matches all. */}}
{{- define "chronobook.routeMatch" -}}
{{- with .method }}
method:
  regex: {{ . }}
{{- end }}
{{- with .prefix }}
uri:
  prefix: {{ . }}
{{- end }}
{{- end }}

{{/* The time limit and the retries of a route; writes are never retried. Takes a route. */}}
{{- define "chronobook.routePolicy" -}}
# The address that the gateway sees. It would be appended to the header of the client, who could then try passwords
# from a forged address each time.
headers:
  request:
    set:
      x-forwarded-for: "%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%"
timeout: {{ .timeout }}
retries:
  {{- if eq (default "" .method) "GET|HEAD" }}
  attempts: 2
  retryOn: connect-failure,refused-stream,reset,503
  {{- else }}
  attempts: 0
  {{- end }}
{{- end }}

{{/* A destination of a route. Takes a dict of host and weight; with remember, a dict of version, seconds and secure, the reader stays with it. */}}
{{- define "chronobook.destination" -}}
- destination:
    host: {{ .host }}
    port:
      number: 80
  weight: {{ .weight }}
  {{- with .remember }}
  headers:
    response:
      add:
        set-cookie: chronobook-version={{ .version }}; Path=/; Max-Age={{ .seconds }}; HttpOnly; SameSite=Lax{{ if .secure }}; Secure{{ end }}
  {{- end }}
{{- end }}

{{/* An existing database that is a Service of this cluster, as namespace/host; empty otherwise */}}
{{- define "chronobook.databaseService" -}}
{{- $host := .Values.database.host -}}
{{- if or (hasSuffix ".svc" $host) (hasSuffix ".svc.cluster.local" $host) -}}
{{ index (splitList "." $host) 1 }}/{{ $host | trimSuffix ".cluster.local" }}.cluster.local
{{- else if not (contains "." $host) -}}
{{ .Release.Namespace }}/{{ $host }}.{{ .Release.Namespace }}.svc.cluster.local
{{- end -}}
{{- end }}

{{/* The name of an existing database outside of the cluster; for an IP address a name is made up */}}
{{- define "chronobook.databaseEntry" -}}
{{- if regexMatch "^[0-9.]+$" .Values.database.host -}}
{{ include "chronobook.fullname" . }}-database.external
{{- else -}}
{{ .Values.database.host }}
{{- end -}}
{{- end }}

{{/* The hosts that every sidecar knows: the database, DNS over TCP, and the collector of traces */}}
{{- define "chronobook.meshHosts" -}}
{{- if ne .Values.database.mode "existing" }}
- ./{{ include "chronobook.databaseHost" . }}.{{ .Release.Namespace }}.svc.cluster.local
{{- else }}
- {{ include "chronobook.databaseService" . | default (printf "./%s" (include "chronobook.databaseEntry" .)) | quote }}
{{- end }}
- kube-system/kube-dns.kube-system.svc.cluster.local
{{- with .Values.mesh.tracing.service }}
- {{ . }}
{{- end }}
{{- end }}

{{/* The sidecars of a mesh serve their own metrics on a port without mutual TLS */}}
{{- define "chronobook.ingressToSidecar" -}}
- from:
    {{- range .Values.networkPolicy.metricsNamespaces }}
    - namespaceSelector:
        matchLabels:
          kubernetes.io/metadata.name: {{ . }}
    {{- end }}
  ports:
    - {port: 15090, protocol: TCP}
{{- end }}

{{/* The required signer: the release workflow on main. Takes the address of its repository, in any case. */}}
{{- define "chronobook.attestors" -}}
- entries:
    - keyless:
        issuer: https://token.actions.githubusercontent.com
        subjectRegExp: {{ printf "(?i)^%s/\\.github/workflows/release\\.yaml@refs/heads/main$" (regexQuoteMeta .) | squote }}
        rekor:
          url: https://rekor.sigstore.dev
{{- end }}
