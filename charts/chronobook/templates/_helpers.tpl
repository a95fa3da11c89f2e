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

{{/* What a selector may use. Takes a list of context and component. */}}
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

{{/* An image. Takes a list of context and image; the digest decides, the tag is for people. */}}
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

{{/* What Pod Security "restricted" asks of a pod. Takes the user's id. */}}
{{- define "chronobook.podSecurityContext" -}}
runAsNonRoot: true
runAsUser: {{ . }}
runAsGroup: {{ . }}
fsGroup: {{ . }}
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{/* What it asks of a container */}}
{{- define "chronobook.securityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{/* Where traces go, as environment variables by name */}}
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

{{/* Every pod may ask for names and, in a mesh, be steered */}}
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

{{/* The pods of one version of the web application. Takes a dict of root, version, image and replicas. */}}
{{- define "chronobook.webDeployment" -}}
{{- $root := .root -}}
{{- with .root -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "chronobook.fullname" . }}-web{{ if eq $.version "canary" }}-canary{{ end }}
  labels:
    {{- include "chronobook.labels" (list . "web") | nindent 4 }}
    app: {{ include "chronobook.fullname" . }}-web
    version: {{ $.version }}
spec:
  {{- if or (eq $.version "canary") (not .Values.autoscaling.enabled) }}
  replicas: {{ $.replicas }}
  {{- end }}
  revisionHistoryLimit: 3
  progressDeadlineSeconds: 300
  strategy:
    rollingUpdate:
      maxSurge: 1
      maxUnavailable: 0
  selector:
    matchLabels:
      {{- include "chronobook.selectorLabels" (list . "web") | nindent 6 }}
      version: {{ $.version }}
  template:
    metadata:
      labels:
        {{- include "chronobook.labels" (list . "web") | nindent 8 }}
        app: {{ include "chronobook.fullname" . }}-web
        version: {{ $.version }}
      annotations:
        checksum/config: {{ include (print .Template.BasePath "/web-configmap.yaml") . | sha256sum }}
    spec:
      serviceAccountName: {{ include "chronobook.fullname" . }}-web
      automountServiceAccountToken: false
      enableServiceLinks: false
      terminationGracePeriodSeconds: {{ add .Values.web.drainSeconds .Values.web.shutdownSeconds 20 }}
      securityContext:
        {{- include "chronobook.podSecurityContext" 65532 | nindent 8 }}
      {{- include "chronobook.placement" . | nindent 6 }}
      {{- with .Values.affinity }}
      affinity:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              {{- include "chronobook.selectorLabels" (list . "web") | nindent 14 }}
      containers:
        - name: web
          image: {{ include "chronobook.image" (list . $.image) }}
          imagePullPolicy: {{ .Values.image.pullPolicy }}
          securityContext:
            {{- include "chronobook.securityContext" . | nindent 12 }}
          ports:
            - name: http
              containerPort: 8080
            - name: http-management
              containerPort: 8081
          envFrom:
            - configMapRef:
                name: {{ include "chronobook.fullname" . }}-web
          env:
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
            {{- with .Values.googleBooks.existingSecret }}
            - name: CHRONOBOOK_CATALOG_GOOGLEBOOKS_APIKEY
              valueFrom:
                secretKeyRef:
                  name: {{ . }}
                  key: {{ $root.Values.googleBooks.secretKey }}
            {{- end }}
          # A first start migrates the database; of several pods one does, the others wait for its lock
          startupProbe:
            httpGet:
              path: /actuator/health/liveness
              port: http-management
            periodSeconds: 2
            timeoutSeconds: 2
            failureThreshold: 90
          livenessProbe:
            httpGet:
              path: /actuator/health/liveness
              port: http-management
            periodSeconds: 10
            timeoutSeconds: 3
            failureThreshold: 3
          readinessProbe:
            httpGet:
              path: /actuator/health/readiness
              port: http-management
            periodSeconds: 5
            # The check of the database waits up to 5 seconds for a connection
            timeoutSeconds: 6
            failureThreshold: 2
          lifecycle:
            preStop:
              sleep:
                seconds: {{ .Values.web.drainSeconds }}
          resources:
            {{- toYaml .Values.web.resources | nindent 12 }}
          volumeMounts:
            - name: tmp
              mountPath: /tmp
      volumes:
        # Uploads of up to 50 MB are kept here while they are read
        - name: tmp
          emptyDir:
            sizeLimit: 512Mi
{{- end }}
{{- end }}
