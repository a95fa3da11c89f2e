{{- define "argo-apps.labels" -}}
app.kubernetes.io/name: {{ . }}
app.kubernetes.io/part-of: chronobook
app.kubernetes.io/managed-by: argocd
{{- end }}

{{- define "argo-apps.repoURL" -}}
{{ required "repoURL: say where Argo CD finds this repository, such as https://github.com/OWNER/chronobook.git" .Values.repoURL }}
{{- end }}

{{/*
The automatic sync of Argo CD. Retries are unlimited, because the images of a first start may take longer to pull than
any number of retries lasts, and a revision whose retries are used up is not tried again. Each retry takes the newest
revision.
*/}}
{{- define "argo-apps.sync" -}}
automated:
  prune: true
  selfHeal: true
retry:
  limit: -1
  refresh: true
  backoff:
    duration: 10s
    factor: 2
    maxDuration: 5m
{{- end }}

{{/* The required signer of the images, as values of ChronoBook's chart. Images built on the laptop are not signed. */}}
{{- define "argo-apps.admission" -}}
{{- if .Values.components.kyverno.enabled -}}
admission:
  enabled: true
  signer: {{ .Values.signer | default (include "argo-apps.repoURL" . | trimSuffix ".git") }}
  {{- if .Values.localTag }}
  unsigned:
    - docker.io/library/chronobook-web:*
    - docker.io/library/chronobook-ml-training:*
  {{- end }}
{{- end }}
{{- end }}

{{/* The public address, as a value of ChronoBook's chart */}}
{{- define "argo-apps.address" -}}
{{- with .Values.address -}}
url: {{ . | quote }}
{{- end }}
{{- end }}

{{/* The images of ChronoBook as values of its chart */}}
{{- define "argo-apps.images" -}}
{{- if .Values.localTag -}}
image:
  repository: docker.io/library/chronobook-web
  tag: {{ .Values.localTag | quote }}
  digest: ""
training:
  image:
    repository: docker.io/library/chronobook-ml-training
    tag: {{ .Values.localTag | quote }}
    digest: ""
{{- else -}}
{{- range $name, $image := .Values.images }}
{{- if not (and $image.repository $image.tag $image.digest) }}
{{- fail (printf "images.%s: no release yet; k3d/bootstrap --local-images builds the images and sets localTag" $name) }}
{{- end }}
{{- end }}
image:
  {{- toYaml .Values.images.web | nindent 2 }}
training:
  image:
    {{- toYaml .Values.images.training | nindent 4 }}
{{- end }}
{{- end }}
