{{- define "argo-apps.labels" -}}
app.kubernetes.io/name: {{ . }}
app.kubernetes.io/part-of: chronobook
app.kubernetes.io/managed-by: argocd
{{- end }}

{{- define "argo-apps.repoURL" -}}
{{ required "repoURL: say where Argo CD finds this repository, such as https://github.com/OWNER/chronobook.git" .Values.repoURL }}
{{- end }}

{{/* What Argo CD does by itself */}}
{{- define "argo-apps.sync" -}}
automated:
  prune: true
  selfHeal: true
retry:
  limit: 8
  backoff:
    duration: 10s
    factor: 2
    maxDuration: 5m
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
